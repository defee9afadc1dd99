package org.sallyport.core.access;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sallyport.api.access.Application;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.core.directory.Facts;

/** For whom an application is. */
final class Audience {

    private final AccessSettings access;
    private final Facts facts;

    Audience(AccessSettings access, Facts facts) {
        this.access = access;
        this.facts = facts;
    }

    /** Names of the groups of its audience that somebody is in; empty when it is not for them. */
    Optional<Set<String>> of(Principal user, Application application) {
        Set<PrincipalId> audience = application.audience();
        if (audience.isEmpty()) {
            return Optional.of(Set.of());
        }
        Set<PrincipalId> asked = access.audienceGroups();
        Set<PrincipalId> groups = asked.isEmpty() ? Set.of() : facts.of(Facts.Topic.AUDIENCE, user.id(), asked).groups();
        Set<String> names = groups.stream().filter(audience::contains).map(this::name).collect(Collectors.toSet());
        return names.isEmpty() && !audience.contains(user.id()) ? Optional.empty() : Optional.of(names);
    }

    private String name(PrincipalId group) {
        return facts.of(Facts.Topic.NAME, group, Set.of()).principal().map(Principal::name).orElse(group.id());
    }
}
