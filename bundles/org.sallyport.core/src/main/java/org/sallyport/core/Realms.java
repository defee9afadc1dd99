package org.sallyport.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.sallyport.api.directory.Directory;
import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.EditableDirectory;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.Verdict;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ConflictException;
import org.sallyport.api.store.Setting;
import org.sallyport.api.store.Store;

/**
 * The directories that configuration names, in its order. A realm that is away is an {@link UnavailableException}, never an
 * unknown user, and never a reason to ask the next realm.
 */
final class Realms {

    /** A directory with its service properties. */
    record Offered(Map<String, Object> properties, Directory directory) {
        String realm() {
            return String.valueOf(properties.get(Directory.REALM));
        }
    }

    /** Something asked of a directory. */
    interface Question<T> {
        T of(Directory directory) throws DirectoryException;
    }

    /** A directory whose fingerprint is the one that the store knows. */
    private record Recognised(Directory directory, Store store) {
    }

    private static final String FINGERPRINT = "mark.realm.";

    private final List<String> order;
    private final Map<String, String> confirmed;
    private final Supplier<List<Offered>> offered;
    private final Memory memory;
    /** By realm, what was compared; whatever was swapped is another object, and is compared anew. */
    private final Map<String, Recognised> recognised = new ConcurrentHashMap<>();

    /**
     * @param order names of the realms that count
     * @param confirmed by realm, the fingerprint of the directory an administrator has confirmed for it
     * @param offered directories in the container, wanted or not
     */
    Realms(List<String> order, Map<String, String> confirmed, Supplier<List<Offered>> offered, Memory memory) {
        this.order = List.copyOf(order);
        this.confirmed = Map.copyOf(confirmed);
        this.offered = offered;
        this.memory = memory;
    }

    List<String> names() {
        return order;
    }

    boolean configured(String realm) {
        return order.contains(realm);
    }

    /** The directories that are in the container now. */
    List<Directory> standing() {
        return offered.get().stream().filter(one -> configured(one.realm())).map(Offered::directory).toList();
    }

    /** Whether they are the same objects as then. */
    boolean still(List<Directory> then) {
        List<Directory> now = standing();
        return now.size() == then.size() && IntStream.range(0, now.size()).allMatch(at -> now.get(at) == then.get(at));
    }

    Directory directory(String realm) {
        if (!configured(realm)) {
            throw new UnavailableException("realm '" + realm + "' is not configured");
        }
        List<Offered> candidates = offered.get().stream().filter(one -> one.realm().equals(realm)).toList();
        if (candidates.size() != 1) {
            throw new UnavailableException(candidates.isEmpty() ? "the directory of realm '" + realm + "' is away"
                    : candidates.size() + " directories answer to realm '" + realm + "': "
                            + candidates.stream().map(one -> one.directory().getClass().getName()).toList());
        }
        Directory directory = candidates.get(0).directory();
        Store store = memory.store();
        Recognised seen = recognised.get(realm);
        boolean stays = seen != null && seen.directory() == directory;
        if (!stays || seen.store() != store) {
            recognise(realm, directory, stays);
            recognised.put(realm, new Recognised(directory, store));
        }
        return directory;
    }

    /**
     * A different directory under an old name could know other people by the same ids: closed until somebody says it is meant.
     *
     * @param stays whether it was here before the store was: then it may go with the old store, and a new one learns nothing of it
     */
    private void recognise(String realm, Directory directory, boolean stays) {
        String fingerprint = ask(realm, directory, Directory::fingerprint);
        String key = FINGERPRINT + realm;
        Optional<Setting> known = memory.read(store -> store.settings().find(key));
        if (known.isPresent() ? known.get().value().equals(fingerprint) : stays) {
            return;
        }
        if (known.isPresent() && !fingerprint.equals(confirmed.get(realm))) {
            throw new UnavailableException("realm '" + realm + "' has another directory than before. If that is meant, put"
                    + " confirmed.directories = " + realm + "=" + fingerprint + " into conf/org.sallyport.core.cfg");
        }
        try {
            memory.commit(List.of(new Change.SaveSetting(new Setting(key, fingerprint, known.map(Setting::revision).orElse(0L)))));
        } catch (ConflictException e) {
            throw new UnavailableException("realm '" + realm + "' is being set up by another node", e);
        }
    }

    <T> T ask(String realm, Question<T> question) {
        return ask(realm, directory(realm), question);
    }

    private static <T> T ask(String realm, Directory directory, Question<T> question) {
        try {
            return question.of(directory);
        } catch (DirectoryException e) {
            throw new UnavailableException("realm '" + realm + "': " + e.getMessage(), e);
        }
    }

    /** {@code realm\name} asks that realm alone; else each in order until one knows name and password. */
    Verdict authenticate(String login, char[] password) {
        int backslash = login.indexOf('\\');
        if (backslash > 0 && configured(login.substring(0, backslash))) {
            return ask(login.substring(0, backslash), directory -> directory.authenticate(login.substring(backslash + 1), password));
        }
        for (String realm : order) {
            Verdict verdict = ask(realm, directory -> directory.authenticate(login, password));
            if (verdict.outcome() != Verdict.Outcome.REJECTED) {
                return verdict;
            }
        }
        return Verdict.rejected();
    }

    /** Whom a login means, for the log only: sign-in never tells. */
    Optional<Principal> named(String login) {
        int backslash = login.indexOf('\\');
        if (backslash > 0 && configured(login.substring(0, backslash))) {
            return ask(login.substring(0, backslash), directory -> directory.named(login.substring(backslash + 1)));
        }
        return order.stream().flatMap(realm -> ask(realm, directory -> directory.named(login)).stream()).findFirst();
    }

    Optional<Principal> find(PrincipalId id) {
        return configured(id.realm()) ? ask(id.realm(), directory -> directory.find(id)) : Optional.empty();
    }

    Set<PrincipalId> memberships(PrincipalId user, Set<PrincipalId> ofInterest) {
        return ofInterest.isEmpty() ? Set.of() : ask(user.realm(), directory -> directory.memberships(user, ofInterest));
    }

    /** All realms as one list; the cursor remembers which realm it stands in. */
    Page<Principal> search(String text, Set<PrincipalId.Kind> kinds, Optional<String> cursor, int limit) {
        int at = 0;
        Optional<String> within = Optional.empty();
        if (cursor.isPresent()) {
            String[] parts = cursor.get().split(":", 2);
            if (parts.length != 2 || !parts[0].matches("\\d{1,3}") || Integer.parseInt(parts[0]) >= order.size()) {
                throw new IllegalArgumentException("cursor: not one of this list");
            }
            at = Integer.parseInt(parts[0]);
            within = Optional.of(parts[1]).filter(rest -> !rest.isEmpty());
        }
        List<Principal> found = new ArrayList<>();
        Optional<String> next = Optional.empty();
        while (at < order.size() && next.isEmpty()) {
            Optional<String> from = within;
            int room = limit - found.size();
            Page<Principal> page = ask(order.get(at), directory -> directory.search(text, kinds, from, room));
            found.addAll(page.items());
            int here = at;
            next = page.next().map(rest -> here + ":" + rest);
            within = Optional.empty();
            at++;
            if (next.isEmpty() && found.size() >= limit && at < order.size()) {
                next = Optional.of(at + ":");
            }
        }
        return new Page<>(found, next, total(text, kinds));
    }

    private Count total(String text, Set<PrincipalId.Kind> kinds) {
        Count sum = Count.exactly(0);
        for (String realm : order) {
            sum = sum(sum, ask(realm, directory -> directory.search(text, kinds, Optional.empty(), 1)).total());
        }
        return sum;
    }

    static Count sum(Count a, Count b) {
        if (a.certainty() == Count.Certainty.UNKNOWN || b.certainty() == Count.Certainty.UNKNOWN) {
            return Count.unknown();
        }
        boolean exact = a.certainty() == Count.Certainty.EXACT && b.certainty() == Count.Certainty.EXACT;
        return exact ? Count.exactly(a.value() + b.value()) : Count.atLeast(a.value() + b.value());
    }

    List<String> editable() {
        return order.stream().filter(realm -> directory(realm) instanceof EditableDirectory).toList();
    }

    Optional<EditableDirectory> editable(String realm) {
        return configured(realm) && directory(realm) instanceof EditableDirectory editable ? Optional.of(editable) : Optional.empty();
    }
}
