package org.sallyport.directory.ldap;

import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ErrorType;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10RequestControl;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ResponseControl;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.directory.Verdict;
import org.sallyport.api.directory.Verdict.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks passwords by binding with them. Each bind has a connection of its own, encrypted like all of them and closed at once:
 * nothing is ever asked in the name of the person.
 */
final class Passwords {

    private static final Logger LOG = LoggerFactory.getLogger(Passwords.class);
    private static final int LONGEST = 4_096;

    private final LdapSettings settings;
    private final Servers servers;
    private final Entries entries;
    private final Logins logins;

    Passwords(LdapSettings settings, Servers servers, Entries entries, Logins logins) {
        this.settings = settings;
        this.servers = servers;
        this.entries = entries;
        this.logins = logins;
    }

    Verdict check(String login, char[] password) throws DirectoryException {
        // They are told without looking at the name, so their quick answer tells nothing about it. An empty password would
        // succeed as an unauthenticated bind (RFC 4513 §5.1.2).
        if (password.length == 0 || password.length > LONGEST || endsEarly(password)) {
            return Verdict.rejected();
        }
        List<SearchResultEntry> found = logins.find(login);
        if (found.size() != 1) {
            bindAsNobody(password);
            if (found.isEmpty()) {
                return Verdict.rejected();
            }
            LOG.warn("Realm {}: a login means more than one entry and is refused: {}", settings.realm(),
                    found.stream().map(SearchResultEntry::getDN).toList());
            return Verdict.rejected(Verdict.AMBIGUOUS_NAME);
        }
        SearchResultEntry entry = found.get(0);
        Principal user = entries.principal(Kind.USER, entry);
        return verdict(user, bind(entry.getDN(), password));
    }

    /** Some servers, Samba among them, read a password up to a NUL and would take what stands before it. */
    private static boolean endsEarly(char[] password) {
        for (char one : password) {
            if (one == 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Tries the password on an entry that does not exist, as if it did: the server is asked as often for an unknown name as for
     * a known one. What it then does with a password it has nothing to compare with is its own affair.
     */
    private void bindAsNobody(char[] password) throws DirectoryException {
        bind("cn=" + UUID.randomUUID() + "," + settings.usersBase(), password);
    }

    private BindResult bind(String dn, char[] password) throws DirectoryException {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        try {
            return servers.askAlone(connection -> bind(connection, dn, bytes));
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(encoded.array(), (byte) 0);
        }
    }

    /** @throws LDAPException for an answer that is about the server and not about the password */
    private static BindResult bind(LDAPConnection connection, String dn, byte[] password) throws LDAPException {
        BindResult result;
        try {
            result = connection.bind(new SimpleBindRequest(dn, password, new DraftBeheraLDAPPasswordPolicy10RequestControl()));
        } catch (LDAPException e) {
            result = new BindResult(e);
        }
        return switch (result.getResultCode().intValue()) {
            case ResultCode.SUCCESS_INT_VALUE, ResultCode.INVALID_CREDENTIALS_INT_VALUE, ResultCode.NO_SUCH_OBJECT_INT_VALUE,
                    ResultCode.INAPPROPRIATE_AUTHENTICATION_INT_VALUE, ResultCode.CONSTRAINT_VIOLATION_INT_VALUE -> result;
            case ResultCode.UNWILLING_TO_PERFORM_INT_VALUE -> {
                if (inactivated(result)) {
                    yield result;
                }
                throw new LDAPException(result);
            }
            default -> throw new LDAPException(result);
        };
    }

    private Verdict verdict(Principal user, BindResult result) throws DirectoryException {
        if (result.getResultCode().equals(ResultCode.SUCCESS)) {
            if (user.disabled()) {
                return Verdict.barred(Outcome.DISABLED, user);
            }
            boolean mustChange = policy(result).map(DraftBeheraLDAPPasswordPolicy10ResponseControl::getErrorType)
                    .filter(DraftBeheraLDAPPasswordPolicy10ErrorType.CHANGE_AFTER_RESET::equals).isPresent();
            return mustChange ? Verdict.barred(Outcome.MUST_CHANGE, user) : Verdict.accepted(user);
        }
        if (settings.preset() == Preset.ACTIVE_DIRECTORY) {
            return AdSubCode.in(result.getDiagnosticMessage()).map(code -> verdict(user, code.outcome())).orElseGet(Verdict::rejected);
        }
        // Constraint violation: 389 Directory Server says so after too many failures, and like an account that was switched off
        // there, it may not have looked at the password.
        if (inactivated(result) || result.getResultCode().equals(ResultCode.CONSTRAINT_VIOLATION)) {
            return Verdict.rejected(Verdict.LOCKED_UNSEEN);
        }
        return policy(result).map(DraftBeheraLDAPPasswordPolicy10ResponseControl::getErrorType).map(error -> switch (error) {
            // Said only after the right password.
            case PASSWORD_EXPIRED, CHANGE_AFTER_RESET -> verdict(user, Outcome.MUST_CHANGE);
            // Said before the password is looked at.
            case ACCOUNT_LOCKED -> Verdict.rejected(Verdict.LOCKED_UNSEEN);
            default -> Verdict.rejected();
        }).orElseGet(Verdict::rejected);
    }

    private static Verdict verdict(Principal user, Outcome outcome) {
        return outcome == Outcome.REJECTED ? Verdict.rejected(Verdict.LOCKED_UNSEEN) : Verdict.barred(outcome, user);
    }

    /** 389 Directory Server and FreeIPA of an account that was switched off: nothing else in the answer tells it. */
    private static boolean inactivated(BindResult result) {
        String text = result.getDiagnosticMessage();
        return result.getResultCode().equals(ResultCode.UNWILLING_TO_PERFORM) && text != null
                && text.toLowerCase(Locale.ROOT).contains("account inactivated");
    }

    private static Optional<DraftBeheraLDAPPasswordPolicy10ResponseControl> policy(BindResult result) throws DirectoryException {
        try {
            return Optional.ofNullable(DraftBeheraLDAPPasswordPolicy10ResponseControl.get(result));
        } catch (LDAPException e) {
            throw new DirectoryException("the server's password policy answer cannot be read", e);
        }
    }
}
