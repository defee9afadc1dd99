package org.sallyport.core.administration;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sallyport.api.administration.Actor;
import org.sallyport.api.administration.DirectoryAdministration;
import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.administration.OutdatedException;
import org.sallyport.api.administration.Ownerless;
import org.sallyport.api.administration.RealmView;
import org.sallyport.api.administration.RealmView.State;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditEvent.Action;
import org.sallyport.api.directory.Directory;
import org.sallyport.api.directory.EditableDirectory;
import org.sallyport.api.directory.ExaminableDirectory;
import org.sallyport.api.directory.Finding;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ConflictException;
import org.sallyport.api.store.Enrolment;
import org.sallyport.api.store.Setting;
import org.sallyport.core.audit.Events;
import org.sallyport.core.directory.OtherDirectoryException;
import org.sallyport.core.directory.Pulse;
import org.sallyport.core.directory.Realms;
import org.sallyport.core.policy.PolicyRules;
import org.sallyport.core.store.Memory;

/** The directories as administrators see them, and what is kept of people they know no more. */
final class DirectoryRules implements DirectoryAdministration {

    /** The reason in the log when a second factor went because its owner had. */
    static final String OWNER_GONE = "owner-gone";

    /** People looked up for one page, however few of them are gone: each is a question to a directory. */
    private static final int LOOKED_AT = 1000;

    private final Memory memory;
    private final Realms realms;
    private final Pulse pulse;
    private final PolicyRules policy;
    private final Events events;

    DirectoryRules(Memory memory, Realms realms, Pulse pulse, PolicyRules policy, Events events) {
        this.memory = memory;
        this.realms = realms;
        this.pulse = pulse;
        this.policy = policy;
        this.events = events;
    }

    @Override
    public List<String> names() {
        return realms.names();
    }

    @Override
    public List<RealmView> realms() {
        Map<String, Long> listed = memory.read(store -> store.policy().snapshot()).listed().stream()
                .collect(Collectors.groupingBy(PrincipalId::realm, Collectors.counting()));
        List<RealmView> views = new ArrayList<>();
        realms.names().forEach(realm -> views.add(view(realm, listed.getOrDefault(realm, 0L))));
        Set<String> gone = new TreeSet<>(listed.keySet());
        gone.addAll(memory.read(store -> store.enrolments().realms()));
        gone.removeIf(realms::configured);
        gone.forEach(realm -> views.add(new RealmView(realm, State.GONE, "", "realm '" + realm + "' is not configured any more",
                Optional.empty(), fingerprint(realm), false, listed.getOrDefault(realm, 0L))));
        return views;
    }

    private RealmView view(String realm, long listed) {
        Optional<Directory> answering = answering(realm);
        String description = answering.filter(ExaminableDirectory.class::isInstance).map(ExaminableDirectory.class::cast)
                .map(ExaminableDirectory::describe).orElse("");
        boolean editable = answering.filter(EditableDirectory.class::isInstance).isPresent();
        Optional<UnavailableException> trouble = pulse.trouble(realm);
        Optional<String> known = fingerprint(realm);
        if (trouble.isEmpty()) {
            return new RealmView(realm, State.READY, description, "", known, known, editable, listed);
        }
        String why = trouble.get().getMessage();
        return trouble.get() instanceof OtherDirectoryException other
                ? new RealmView(realm, State.DIFFERENT, description, why, Optional.of(other.found()), Optional.of(other.known()), editable,
                        listed)
                : new RealmView(realm, State.AWAY, description, why, Optional.empty(), known, editable, listed);
    }

    private Optional<Directory> answering(String realm) {
        try {
            return Optional.of(realms.answering(realm));
        } catch (UnavailableException e) {
            return Optional.empty();
        }
    }

    private Optional<String> fingerprint(String realm) {
        return realms.mark(realm).map(Setting::value);
    }

    private void requireConfigured(String realm) {
        if (!realms.configured(realm)) {
            throw new InvalidInputException("realm", "one of " + realms.names());
        }
    }

    @Override
    public List<Finding> examine(String realm) {
        requireConfigured(realm);
        List<Finding> findings = new ArrayList<>();
        try {
            Directory directory = realms.answering(realm);
            findings.addAll(directory instanceof ExaminableDirectory examinable ? examinable.examine() : fingerprinted(realm, directory));
            realms.probe(realm);
            findings.add(Finding.good("It is the directory that realm '" + realm + "' has had before."));
        } catch (UnavailableException e) {
            // A directory that examines itself has said so already.
            if (e instanceof OtherDirectoryException || findings.stream().noneMatch(finding -> finding.level() == Finding.Level.BAD)) {
                findings.add(Finding.bad(e.getMessage()));
            }
        }
        pulse.forget(realm);
        return findings;
    }

    private static List<Finding> fingerprinted(String realm, Directory directory) {
        return List.of(Finding.good("The directory answers; its fingerprint is "
                + Realms.ask(realm, directory, Directory::fingerprint) + "."));
    }

    @Override
    public void confirm(Actor actor, String realm, String fingerprint) {
        requireConfigured(realm);
        Directory directory = realms.answering(realm);
        if (!Realms.ask(realm, directory, Directory::fingerprint).equals(fingerprint)) {
            throw new OutdatedException("Yet another directory answers for realm '" + realm + "' now.");
        }
        Optional<Setting> known = realms.mark(realm);
        if (known.filter(setting -> setting.value().equals(fingerprint)).isPresent()) {
            return;
        }
        try {
            memory.commit(List.of(Realms.remember(realm, fingerprint, known),
                    events.done(actor, Action.CONFIRM_DIRECTORY, "", Optional.empty(), realm)));
        } catch (ConflictException e) {
            throw new OutdatedException("Somebody else confirmed a directory for realm '" + realm + "' meanwhile.");
        } finally {
            policy.forget();
            pulse.forget(realm);
        }
    }

    @Override
    public Page<Ownerless> ownerless(Optional<String> cursor, int limit) {
        List<PrincipalId> gone = new ArrayList<>();
        Set<String> away = new HashSet<>();
        Optional<String> next = cursor;
        int lookedAt = 0;
        do {
            Optional<String> from = next;
            // Never more at once than there is room for: the store's cursor is ours.
            int most = limit - gone.size();
            Page<PrincipalId> owners = memory.read(store -> store.enrolments().owners(from, most));
            owners.items().stream().filter(owner -> gone(owner, away)).forEach(gone::add);
            lookedAt += owners.items().size();
            next = owners.next();
        } while (next.isPresent() && gone.size() < limit && lookedAt < LOOKED_AT);
        Count found = Count.exactly(gone.size());
        Count total = cursor.isPresent() ? Count.unknown() : next.isPresent() ? Realms.atLeast(found) : found;
        return new Page<>(described(gone), next, total);
    }

    /** @param away realms found to be so; not asked again */
    private boolean gone(PrincipalId owner, Set<String> away) {
        if (away.contains(owner.realm()) || realms.configured(owner.realm()) && pulse.trouble(owner.realm()).isPresent()) {
            away.add(owner.realm());
            return false;
        }
        try {
            return realms.find(owner).isEmpty();
        } catch (UnavailableException e) {
            away.add(owner.realm());
            return false;
        }
    }

    private List<Ownerless> described(List<PrincipalId> owners) {
        if (owners.isEmpty()) {
            return List.of();
        }
        Set<PrincipalId> ids = Set.copyOf(owners);
        Map<PrincipalId, String> names = names(ids);
        Map<PrincipalId, List<Enrolment>> factors = memory.read(store -> store.enrolments().of(ids)).stream()
                .collect(Collectors.groupingBy(Enrolment::owner));
        List<Ownerless> described = new ArrayList<>();
        for (PrincipalId owner : owners) {
            List<Enrolment> theirs = factors.getOrDefault(owner, List.of());
            // Discarded by somebody else in this moment: nothing is left to show.
            theirs.stream().map(Enrolment::confirmedAt).min(Comparator.naturalOrder()).ifPresent(enrolledAt -> {
                Optional<Instant> lastUsedAt = theirs.stream().flatMap(one -> one.lastUsedAt().stream()).max(Comparator.naturalOrder());
                described.add(new Ownerless(owner, names.getOrDefault(owner, ""), enrolledAt, lastUsedAt));
            });
        }
        return described;
    }

    /** As the log has them; whoever it has forgotten is not in it. */
    private Map<PrincipalId, String> names(Set<PrincipalId> owners) {
        return memory.read(store -> store.audit().lastSignIns(owners)).stream().filter(event -> event.actorId().isPresent())
                .collect(Collectors.toMap(event -> event.actorId().get(), AuditEvent::actor, (first, second) -> first));
    }

    @Override
    public int discard(Actor actor, Set<PrincipalId> owners) {
        Set<PrincipalId> gone = owners.stream().filter(PrincipalId::isUser).filter(owner -> realms.find(owner).isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        List<PrincipalId> all = List.copyOf(gone);
        Map<PrincipalId, String> names = new HashMap<>();
        Set<PrincipalId> enrolled = new HashSet<>();
        for (int from = 0; from < all.size(); from += LOOKED_AT) {
            Set<PrincipalId> some = Set.copyOf(all.subList(from, Math.min(all.size(), from + LOOKED_AT)));
            names.putAll(names(some));
            memory.read(store -> store.enrolments().of(some)).forEach(enrolment -> enrolled.add(enrolment.owner()));
        }
        List<Change> changes = new ArrayList<>();
        all.stream().filter(enrolled::contains).forEach(owner -> {
            changes.addAll(Resets.discarded(owner));
            changes.add(events.done(actor, Action.RESET, OWNER_GONE, Optional.of(owner), names.getOrDefault(owner, owner.id())));
        });
        memory.commitUnguarded(changes);
        return enrolled.size();
    }
}
