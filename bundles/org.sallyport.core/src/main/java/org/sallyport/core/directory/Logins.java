package org.sallyport.core.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sallyport.api.directory.PrincipalId;

/**
 * Which realms a login is meant for. {@code realm\name} picks one, whatever the case of its name, and so does a mail domain that
 * configuration gives to one; a login that says neither is for each realm in its order, also where it looks like
 * {@code DOMAIN\name}: an Active Directory knows its own.
 *
 * <p>Order matters for names that two realms have: both get to see the password that belongs to one of them, and where it is
 * right for both, the first one has it.
 */
final class Logins {

    /** A realm to ask, and the name to ask it for. */
    record Place(String realm, String login) {
    }

    private final RealmSettings settings;

    Logins(RealmSettings settings) {
        this.settings = settings;
    }

    /** In the order in which to ask; never empty. */
    List<Place> places(String login) {
        int backslash = login.indexOf('\\');
        if (backslash > 0) {
            String prefix = login.substring(0, backslash).toLowerCase(Locale.ROOT);
            if (settings.order().contains(prefix)) {
                return List.of(new Place(prefix, login.substring(backslash + 1)));
            }
        }
        return ofDomain(login).map(realm -> List.of(new Place(realm, login)))
                .orElseGet(() -> settings.order().stream().map(realm -> new Place(realm, login)).toList());
    }

    private Optional<String> ofDomain(String login) {
        int at = login.lastIndexOf('@');
        return at > 0 ? Optional.ofNullable(settings.domains().get(login.substring(at + 1).toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }

    /** How to ask one realm alone for a login: without its own name in front. */
    Place within(String realm, String login) {
        return places(login).stream().filter(place -> place.realm().equals(realm)).findFirst().orElseGet(() -> new Place(realm, login));
    }

    /** What somebody may have typed for their name, as far as we can know. */
    List<String> of(PrincipalId user, String name) {
        List<String> logins = new ArrayList<>(List.of(name, user.realm() + "\\" + name));
        settings.domains().forEach((domain, realm) -> {
            if (realm.equals(user.realm())) {
                logins.add(name + "@" + domain);
            }
        });
        return logins;
    }
}
