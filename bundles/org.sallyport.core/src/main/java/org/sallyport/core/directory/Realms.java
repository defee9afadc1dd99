package org.sallyport.core.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sallyport.api.directory.Directory;
import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.EditableDirectory;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.Verdict;
import org.sallyport.api.health.Condition;
import org.sallyport.api.health.Timing;
import org.sallyport.api.paging.Count;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ConflictException;
import org.sallyport.api.store.Setting;
import org.sallyport.api.store.Store;
import org.sallyport.core.provider.Stopwatch;
import org.sallyport.core.store.Memory;

/**
 * The directories that configuration names, in its order. A realm that is away is an {@link UnavailableException}, never an
 * unknown user, and never a reason to ask the next realm.
 */
public final class Realms {

    /** A directory with its service properties. */
    public record Offered(Map<String, Object> properties, Directory directory) {
        String realm() {
            return String.valueOf(properties.get(Directory.REALM));
        }
    }

    /** Something asked of a directory. */
    public interface Question<T> {
        T of(Directory directory) throws DirectoryException;
    }

    /** A directory whose fingerprint is the one that the store knows. */
    private record Recognised(Directory directory, Store store, String fingerprint) {
    }

    /** Nobody: asking for them takes the directory one look, and learns nothing but that it answers. */
    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";
    private static final String FINGERPRINT = "mark.realm.";

    private final List<String> order;
    private final Map<String, String> confirmed;
    private final Logins logins;
    private final Supplier<List<Offered>> offered;
    private final Memory memory;
    /** By realm, what was compared; whatever was swapped is another object, and is compared anew. */
    private final Map<String, Recognised> recognised = new ConcurrentHashMap<>();
    private final Map<String, Stopwatch> passwords;
    private final Map<String, Stopwatch> lookUps;

    /** @param offered directories in the container, wanted or not */
    public Realms(RealmSettings settings, Supplier<List<Offered>> offered, Memory memory) {
        this.order = settings.order();
        this.confirmed = settings.confirmed();
        this.logins = new Logins(settings);
        this.offered = offered;
        this.memory = memory;
        this.passwords = stopwatches("authenticate");
        this.lookUps = stopwatches("look-up");
    }

    private Map<String, Stopwatch> stopwatches(String operation) {
        return order.stream().collect(Collectors.toMap(Function.identity(), realm -> new Stopwatch(Condition.REALM, realm, operation)));
    }

    /** How long each directory has taken. */
    public List<Timing> timings() {
        return order.stream().flatMap(realm -> Stream.of(passwords.get(realm), lookUps.get(realm)))
                .flatMap(stopwatch -> stopwatch.timings().stream()).toList();
    }

    public List<String> names() {
        return order;
    }

    public boolean configured(String realm) {
        return order.contains(realm);
    }

    /** The directories that are in the container now. */
    public List<Offered> standing() {
        return offered.get().stream().filter(one -> configured(one.realm())).toList();
    }

    /** Whether those of a realm are the same objects as then. */
    public boolean still(String realm, List<Offered> then) {
        List<Directory> before = of(realm, then);
        List<Directory> now = of(realm, standing());
        return now.size() == before.size() && IntStream.range(0, now.size()).allMatch(at -> now.get(at) == before.get(at));
    }

    private static List<Directory> of(String realm, List<Offered> offered) {
        return offered.stream().filter(one -> one.realm().equals(realm)).map(Offered::directory).toList();
    }

    /** The one that answers for a realm, recognised or not. */
    public Directory answering(String realm) {
        if (!configured(realm)) {
            throw new UnavailableException("realm '" + realm + "' is not configured");
        }
        List<Directory> candidates = of(realm, offered.get());
        if (candidates.size() != 1) {
            throw new UnavailableException(candidates.isEmpty() ? "the directory of realm '" + realm + "' is away"
                    : candidates.size() + " directories answer to realm '" + realm + "': "
                            + candidates.stream().map(directory -> directory.getClass().getName()).toList());
        }
        return candidates.get(0);
    }

    public Directory directory(String realm) {
        Directory directory = answering(realm);
        Store store = memory.store();
        Recognised seen = recognised.get(realm);
        boolean stays = seen != null && seen.directory() == directory;
        if (!stays || seen.store() != store) {
            String fingerprint = ask(realm, directory, Directory::fingerprint);
            recognise(realm, fingerprint, stays);
            recognised.put(realm, new Recognised(directory, store, fingerprint));
        }
        return directory;
    }

    /**
     * A different directory under an old name could know other people by the same ids: closed until somebody says it is meant.
     *
     * @param stays whether it was here before the store was: then it may go with the old store, and a new one learns nothing of it
     */
    private void recognise(String realm, String fingerprint, boolean stays) {
        Optional<Setting> known = mark(realm);
        if (known.isPresent() ? known.get().value().equals(fingerprint) : stays) {
            return;
        }
        if (known.isPresent() && !fingerprint.equals(confirmed.get(realm))) {
            throw new OtherDirectoryException(realm, known.get().value(), fingerprint);
        }
        try {
            memory.commit(List.of(remember(realm, fingerprint, known)));
        } catch (ConflictException e) {
            if (mark(realm).filter(now -> now.value().equals(fingerprint)).isEmpty()) {
                throw new UnavailableException("realm '" + realm + "' is being set up by another node", e);
            }
        }
    }

    /** What the store knows a realm's directory by. */
    public Optional<Setting> mark(String realm) {
        return memory.read(store -> store.settings().find(FINGERPRINT + realm));
    }

    public static Change remember(String realm, String fingerprint, Optional<Setting> known) {
        return new Change.SaveSetting(new Setting(FINGERPRINT + realm, fingerprint, known.map(Setting::revision).orElse(0L)));
    }

    /**
     * Whether a realm can answer now. Its fingerprint is compared anew: behind the same object there may be another server today.
     *
     * @throws UnavailableException says why not
     */
    public void probe(String realm) {
        Directory directory = directory(realm);
        String fingerprint = ask(realm, directory, Directory::fingerprint);
        recognised.computeIfPresent(realm, (any, seen) ->
                seen.directory() == directory && !seen.fingerprint().equals(fingerprint) ? null : seen);
        ask(realm, asked -> asked.find(PrincipalId.user(realm, NOBODY)));
    }

    public <T> T ask(String realm, Question<T> question) {
        return ask(realm, question, lookUps);
    }

    private <T> T ask(String realm, Question<T> question, Map<String, Stopwatch> stopwatches) {
        Directory directory = directory(realm);
        boolean answered = false;
        long began = System.nanoTime();
        try {
            T answer = ask(realm, directory, question);
            answered = true;
            return answer;
        } finally {
            stopwatches.get(realm).stop(began, answered);
        }
    }

    public static <T> T ask(String realm, Directory directory, Question<T> question) {
        try {
            return question.of(directory);
        } catch (DirectoryException e) {
            throw new UnavailableException("realm '" + realm + "': " + e.getMessage(), e);
        }
    }

    /**
     * Asks the realms a login is meant for, in order, until one knows name and password.
     *
     * @param shut whoever is to be answered like somebody whose password was wrong, whatever it was
     * @throws UndecidedException when one has said no, and the next is away
     * @throws UnavailableException when nobody has looked at the password
     */
    public Verdict authenticate(String login, char[] password, Predicate<Principal> shut) {
        List<Logins.Place> saidNo = new ArrayList<>();
        String reason = "";
        for (Logins.Place place : logins.places(login)) {
            Verdict verdict;
            try {
                verdict = authenticate(place, password);
            } catch (UnavailableException e) {
                throw saidNo.isEmpty() ? e : new UndecidedException(e, saidNo);
            }
            if (verdict.outcome() != Verdict.Outcome.REJECTED && !shut.test(verdict.user().orElseThrow())) {
                return verdict;
            }
            saidNo.add(place);
            reason = reason.isEmpty() ? verdict.reason() : reason;
        }
        return Verdict.rejected(reason);
    }

    /** Asks one realm alone, for somebody who is known to be of it. */
    public Verdict authenticate(String realm, String login, char[] password) {
        return authenticate(logins.within(realm, login), password);
    }

    private Verdict authenticate(Logins.Place place, char[] password) {
        Verdict verdict = ask(place.realm(), directory -> directory.authenticate(place.login(), password), passwords);
        if (verdict.user().filter(user -> !user.id().realm().equals(place.realm())).isPresent()) {
            throw new UnavailableException("the directory of realm '" + place.realm() + "' answers with somebody of another realm");
        }
        return verdict;
    }

    /**
     * Whom these know by the name they were asked for, one a realm at most. For counting only: sign-in never tells.
     *
     * @throws UnavailableException when one of them cannot say
     */
    public List<Principal> meant(List<Logins.Place> places) {
        return places.stream().flatMap(place -> ask(place.realm(), directory -> directory.named(place.login())).stream()).toList();
    }

    /**
     * Whom a login means, of all realms that it may be for.
     *
     * @throws UnavailableException when one of them cannot say
     */
    public List<Principal> known(String login) {
        return meant(logins.places(login));
    }

    /**
     * Whom a login may mean, one a realm at most; realms that are away are left out. For the log and for counting only: sign-in
     * never tells.
     *
     * @param asked which realms to ask of those it is meant for
     */
    public List<Principal> meant(String login, Predicate<String> asked) {
        List<Principal> meant = new ArrayList<>();
        for (Logins.Place place : logins.places(login)) {
            try {
                meant.addAll(asked.test(place.realm()) ? meant(List.of(place)) : List.of());
            } catch (UnavailableException e) {
                continue;
            }
        }
        return meant;
    }

    /** What somebody may have typed for their name. */
    public List<String> logins(PrincipalId user, String name) {
        return logins.of(user, name);
    }

    public Optional<Principal> find(PrincipalId id) {
        return configured(id.realm()) ? ask(id.realm(), directory -> directory.find(id)) : Optional.empty();
    }

    public Set<PrincipalId> memberships(PrincipalId user, Set<PrincipalId> ofInterest) {
        return ofInterest.isEmpty() ? Set.of() : ask(user.realm(), directory -> directory.memberships(user, ofInterest));
    }

    /** What is left of a count when some could not be counted. */
    public static Count atLeast(Count counted) {
        return counted.value() == 0 ? Count.unknown() : Count.atLeast(counted.value());
    }

    /** Realms that can be edited now; those that are away are left out. */
    public List<String> editable() {
        return order.stream().filter(realm -> {
            try {
                return directory(realm) instanceof EditableDirectory;
            } catch (UnavailableException e) {
                return false;
            }
        }).toList();
    }

    /**
     * The first that can be edited; empty when none of them all can.
     *
     * @throws UnavailableException when one that is away may be the one
     */
    public Optional<EditableDirectory> firstEditable() {
        Optional<EditableDirectory> first = editable().stream().findFirst().flatMap(this::editable);
        if (first.isEmpty()) {
            order.forEach(this::directory);
        }
        return first;
    }

    public Optional<EditableDirectory> editable(String realm) {
        return configured(realm) && directory(realm) instanceof EditableDirectory editable ? Optional.of(editable) : Optional.empty();
    }
}
