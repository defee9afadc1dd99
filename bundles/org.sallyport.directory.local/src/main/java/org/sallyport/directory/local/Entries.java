package org.sallyport.directory.local;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.InvalidEntryException;
import org.sallyport.api.directory.InvalidEntryException.Rule;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ConflictException;
import org.sallyport.api.store.LocalAccount;
import org.sallyport.api.store.LocalGroup;
import org.sallyport.api.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes users, groups and memberships. A change that somebody else's came before is tried anew on what is there now. */
final class Entries {

    private static final Logger LOG = LoggerFactory.getLogger(Entries.class);
    private static final int TRIES = 5;

    private final RealmStore store;
    private final Clock clock;

    Entries(RealmStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Reads, checks and commits. */
    @FunctionalInterface
    private interface Edit<T> {
        T apply() throws StoreException, ConflictException, InvalidEntryException;
    }

    /** Refuses a name that somebody has, before anything costly is done for it. */
    void requireFree(String login) throws DirectoryException, InvalidEntryException {
        apply(() -> {
            requireFreeLogin(Names.key(login), Optional.empty());
            return null;
        });
    }

    LocalAccount createUser(String login, String displayName, PasswordHash hash) throws DirectoryException, InvalidEntryException {
        return apply(() -> {
            String key = Names.key(login);
            requireFreeLogin(key, Optional.empty());
            LocalAccount account = new LocalAccount(UUID.randomUUID().toString(), login, key, displayName, hash.phc(), false,
                    clock.instant().truncatedTo(ChronoUnit.MILLIS), 0);
            commit(new Change.SaveAccount(account));
            return account;
        });
    }

    LocalGroup createGroup(String name, String displayName) throws DirectoryException, InvalidEntryException {
        return apply(() -> {
            String key = Names.key(name);
            requireFreeName(key, Optional.empty());
            LocalGroup group = new LocalGroup(UUID.randomUUID().toString(), name, key, displayName, 0);
            commit(new Change.SaveGroup(group));
            return group;
        });
    }

    LocalAccount renameUser(String id, String login, String displayName) throws DirectoryException, InvalidEntryException {
        return apply(() -> {
            LocalAccount old = user(id);
            String key = Names.key(login);
            requireFreeLogin(key, Optional.of(id));
            return save(new LocalAccount(id, login, key, displayName, old.passwordHash(), old.disabled(), old.createdAt(), old.revision()));
        });
    }

    LocalGroup renameGroup(String id, String name, String displayName) throws DirectoryException, InvalidEntryException {
        return apply(() -> {
            LocalGroup old = group("name", id);
            String key = Names.key(name);
            requireFreeName(key, Optional.of(id));
            LocalGroup group = new LocalGroup(id, name, key, displayName, old.revision());
            commit(new Change.SaveGroup(group));
            return group;
        });
    }

    LocalAccount setDisabled(String id, boolean disabled) throws DirectoryException, InvalidEntryException {
        return apply(() -> {
            LocalAccount old = user(id);
            return old.disabled() == disabled ? old : save(new LocalAccount(id, old.name(), old.nameKey(), old.displayName(),
                    old.passwordHash(), disabled, old.createdAt(), old.revision()));
        });
    }

    void setPassword(String id, PasswordHash hash) throws DirectoryException, InvalidEntryException {
        apply(() -> save(withHash(user(id), hash)));
    }

    /** The same password under a new cost. */
    void upgrade(LocalAccount account, PasswordHash hash) throws StoreException {
        try {
            save(withHash(account, hash));
        } catch (ConflictException e) {
            LOG.debug("User {} was changed meanwhile: the next sign-in upgrades the hash", account.id());
        }
    }

    String login(String id) throws DirectoryException, InvalidEntryException {
        return apply(() -> user(id).name());
    }

    void delete(Kind kind, String id) throws DirectoryException, InvalidEntryException {
        apply(() -> {
            requireEntry(kind == Kind.USER ? "login" : "name", kind, id);
            commit(new Change.DeleteLocal(kind, id));
            return null;
        });
    }

    void addMember(String group, Kind kind, String member) throws DirectoryException, InvalidEntryException {
        apply(() -> {
            group("group", group);
            requireEntry("member", kind, member);
            if (kind == Kind.GROUP && store.accounts().contains(member, group)) {
                throw new InvalidEntryException("member", Rule.WOULD_CONTAIN_ITSELF,
                        "A group cannot be put into itself, nor into a group that it contains.");
            }
            commit(new Change.AddMember(group, kind, member));
            return null;
        });
    }

    void removeMember(String group, Kind kind, String member) throws DirectoryException, InvalidEntryException {
        apply(() -> {
            group("group", group);
            requireEntry("member", kind, member);
            commit(new Change.RemoveMember(group, kind, member));
            return null;
        });
    }

    private <T> T apply(Edit<T> edit) throws DirectoryException, InvalidEntryException {
        ConflictException lost = null;
        for (int tried = 0; tried < TRIES; tried++) {
            try {
                return edit.apply();
            } catch (ConflictException e) {
                lost = e;
            } catch (StoreException e) {
                throw store.trouble(e);
            }
        }
        throw new DirectoryException("realm " + store.realm() + ": others keep changing the same entry", lost);
    }

    private void commit(Change change) throws StoreException, ConflictException {
        store.store().commit(List.of(change));
    }

    private LocalAccount save(LocalAccount account) throws StoreException, ConflictException {
        commit(new Change.SaveAccount(account));
        return account;
    }

    private static LocalAccount withHash(LocalAccount old, PasswordHash hash) {
        return new LocalAccount(old.id(), old.name(), old.nameKey(), old.displayName(), hash.phc(), old.disabled(), old.createdAt(),
                old.revision());
    }

    private LocalAccount user(String id) throws StoreException, InvalidEntryException {
        return store.accounts().account(id).orElseThrow(() -> unknown("login", Kind.USER));
    }

    private LocalGroup group(String field, String id) throws StoreException, InvalidEntryException {
        return store.accounts().group(id).orElseThrow(() -> unknown(field, Kind.GROUP));
    }

    private void requireEntry(String field, Kind kind, String id) throws StoreException, InvalidEntryException {
        boolean there = kind == Kind.USER ? store.accounts().account(id).isPresent() : store.accounts().group(id).isPresent();
        if (!there) {
            throw unknown(field, kind);
        }
    }

    private void requireFreeLogin(String key, Optional<String> except) throws StoreException, InvalidEntryException {
        Optional<String> owner = store.accounts().accountByName(key).map(LocalAccount::id);
        if (owner.isPresent() && !owner.equals(except)) {
            throw new InvalidEntryException("login", Rule.TAKEN, "Another user has this name, or one that cannot be told from it.");
        }
    }

    private void requireFreeName(String key, Optional<String> except) throws StoreException, InvalidEntryException {
        Optional<String> owner = store.accounts().groupByName(key).map(LocalGroup::id);
        if (owner.isPresent() && !owner.equals(except)) {
            throw new InvalidEntryException("name", Rule.TAKEN, "Another group has this name, or one that cannot be told from it.");
        }
    }

    static InvalidEntryException unknown(String field, Kind kind) {
        return new InvalidEntryException(field, Rule.UNKNOWN,
                kind == Kind.USER ? "There is no such user (any more)." : "There is no such group (any more).");
    }
}
