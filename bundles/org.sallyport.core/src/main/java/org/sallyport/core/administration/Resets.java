package org.sallyport.core.administration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.sallyport.api.administration.Actor;
import org.sallyport.api.administration.Found;
import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.administration.Selection;
import org.sallyport.api.audit.AuditEvent.Action;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.store.AttemptRecord;
import org.sallyport.api.store.Change;
import org.sallyport.core.audit.Events;
import org.sallyport.core.directory.Picker;
import org.sallyport.core.directory.Realms;
import org.sallyport.core.store.Memory;
import org.sallyport.core.throttle.Throttle;

/** A lost phone, or a locked door: for one person or for many. */
final class Resets {

    private static final int MOST_PEOPLE = 10_000;
    private static final int PAGE = 1000;
    /** People in one batch: few syncs for many people, and still all of one person's changes at once. */
    private static final int IN_ONE_BATCH = 100;

    private final Memory memory;
    private final Realms realms;
    private final Picker picker;
    private final Events events;

    Resets(Memory memory, Realms realms, Picker picker, Events events) {
        this.memory = memory;
        this.realms = realms;
        this.picker = picker;
        this.events = events;
    }

    List<Principal> resolve(Selection selection) {
        List<Principal> people = new ArrayList<>();
        if (selection instanceof Selection.Named named) {
            named.ids().stream().filter(PrincipalId::isUser).sorted().forEach(id -> realms.find(id).ifPresent(people::add));
            return people;
        }
        String text = ((Selection.Matching) selection).text();
        Optional<String> cursor = Optional.empty();
        do {
            Found<Principal> found = picker.search(text, Set.of(Kind.USER), cursor, PAGE);
            if (!found.away().isEmpty()) {
                // "All who match" must not mean fewer because somebody could not be asked.
                throw new UnavailableException("realm '" + found.away().get(0) + "' is away");
            }
            people.addAll(found.page().items());
            cursor = found.page().next();
            if (people.size() > MOST_PEOPLE) {
                throw new InvalidInputException("selection", "at most " + MOST_PEOPLE + " people at once");
            }
        } while (cursor.isPresent());
        return people;
    }

    int reset(Actor actor, Set<PrincipalId> users) {
        return forEach(users, (id, name) -> {
            List<Change> changes = new ArrayList<>(discarded(id));
            changes.add(events.done(actor, Action.RESET, "", Optional.of(id), name));
            return changes;
        });
    }

    /** Somebody's second factor, with all that hangs on it. */
    static List<Change> discarded(PrincipalId user) {
        return List.of(new Change.DeleteEnrolments(user), new Change.DeleteAttempts(AttemptRecord.CODE, user.toString()),
                new Change.DeleteSignIns(user), new Change.DeleteSessions(user), new Change.DeletePasses(user));
    }

    int unlock(Actor actor, Set<PrincipalId> users) {
        return forEach(users, (id, name) -> {
            List<Change> changes = new ArrayList<>(Throttle.forgive(id, realms.logins(id, name)));
            changes.add(events.done(actor, Action.UNLOCK, "", Optional.of(id), name));
            return changes;
        });
    }

    private int forEach(Set<PrincipalId> users, BiFunction<PrincipalId, String, List<Change>> changesFor) {
        Map<PrincipalId, String> names = new LinkedHashMap<>();
        users.stream().filter(PrincipalId::isUser).sorted()
                .forEach(id -> names.put(id, realms.find(id).map(Principal::name).orElse(id.id())));
        List<Change> batch = new ArrayList<>();
        int waiting = 0;
        for (Map.Entry<PrincipalId, String> user : names.entrySet()) {
            batch.addAll(changesFor.apply(user.getKey(), user.getValue()));
            if (++waiting == IN_ONE_BATCH) {
                memory.commitUnguarded(batch);
                batch.clear();
                waiting = 0;
            }
        }
        memory.commitUnguarded(batch);
        return names.size();
    }
}
