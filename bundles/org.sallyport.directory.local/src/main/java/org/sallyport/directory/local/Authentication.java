package org.sallyport.directory.local;

import java.util.Optional;

import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.Verdict;
import org.sallyport.api.directory.Verdict.Outcome;
import org.sallyport.api.store.LocalAccount;
import org.sallyport.api.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks names and passwords: one hash for everybody, known or not, disabled or not. */
final class Authentication {

    private static final Logger LOG = LoggerFactory.getLogger(Authentication.class);

    private final RealmStore store;
    private final Entries entries;
    private final PasswordHasher hasher;

    Authentication(RealmStore store, Entries entries, PasswordHasher hasher) {
        this.store = store;
        this.entries = entries;
        this.hasher = hasher;
    }

    Verdict check(String login, char[] password) throws DirectoryException {
        // Both are told without looking at the name, so their quick answer tells nothing about it.
        if (password.length == 0 || password.length > PasswordRules.LONGEST_TYPED) {
            return Verdict.rejected();
        }
        Optional<LocalAccount> found = store.ask(() -> store.accounts().accountByName(Names.key(login)));
        PasswordHash hash = found.isPresent() ? stored(found.get()) : hasher.nobodys();
        boolean right = hasher.matches(password, hash);
        if (!right || found.isEmpty()) {
            return Verdict.rejected();
        }
        LocalAccount account = found.get();
        if (account.disabled()) {
            return Verdict.barred(Outcome.DISABLED, principal(account));
        }
        if (hasher.outdated(hash)) {
            upgrade(account, password);
        }
        return Verdict.accepted(principal(account));
    }

    private PasswordHash stored(LocalAccount account) throws DirectoryException {
        try {
            return PasswordHash.parse(account.passwordHash());
        } catch (IllegalArgumentException e) {
            throw new DirectoryException("realm " + store.realm() + ": the stored password hash of user " + account.id()
                    + " cannot be read", e);
        }
    }

    /** Keeps the password under today's cost; a sign-in does not fail because that has to wait. */
    private void upgrade(LocalAccount account, char[] password) {
        try {
            entries.upgrade(account, hasher.hash(password));
        } catch (DirectoryException | StoreException e) {
            LOG.warn("Realm {}: the password hash of user {} keeps its old cost: {}", store.realm(), account.id(), e.getMessage());
        }
    }

    private Principal principal(LocalAccount account) {
        return new Principal(PrincipalId.user(store.realm(), account.id()), account.name(), account.displayName(), account.disabled());
    }
}
