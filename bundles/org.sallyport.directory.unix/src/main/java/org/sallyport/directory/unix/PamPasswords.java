package org.sallyport.directory.unix;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

import org.jvnet.libpam.impl.PAMLibrary.pam_conv;
import org.jvnet.libpam.impl.PAMLibrary.pam_handle_t;
import org.sallyport.api.directory.DirectoryException;

import com.sun.jna.ptr.PointerByReference;

/** Checks passwords through a PAM service: its {@code auth} lines for the password, its {@code account} lines for the rest. */
final class PamPasswords implements Passwords {

    private static final int FLAGS = Pam.SILENT | Pam.DISALLOW_NULL_AUTHTOK;

    /** Refusals before the password is known to be right. Some modules say more, and cannot be taken at their word yet. */
    private static final Set<Integer> REFUSALS = Set.of(Pam.AUTH_ERR, Pam.USER_UNKNOWN, Pam.PERM_DENIED, Pam.ACCT_EXPIRED,
            Pam.NEW_AUTHTOK_REQD, Pam.CRED_EXPIRED, Pam.AUTHTOK_EXPIRED);

    /** What the account lines say after the right password. */
    private static final Map<Integer, Answer> STANDINGS = Map.of(
            Pam.PAM_SUCCESS, Answer.RIGHT,
            Pam.NEW_AUTHTOK_REQD, Answer.MUST_CHANGE,
            Pam.ACCT_EXPIRED, Answer.EXPIRED,
            // The password ran out so long ago that its owner may no longer replace it.
            Pam.AUTHTOK_EXPIRED, Answer.EXPIRED,
            Pam.CRED_EXPIRED, Answer.EXPIRED,
            Pam.MAXTRIES, Answer.LOCKED,
            Pam.PERM_DENIED, Answer.NOT_NOW,
            // pam_nologin and pam_access say no more than this.
            Pam.AUTH_ERR, Answer.NOT_NOW,
            Pam.USER_UNKNOWN, Answer.WRONG);

    private final NativeLibraries libraries;
    private final String service;

    PamPasswords(NativeLibraries libraries, String service) {
        this.libraries = libraries;
        this.service = service;
    }

    @Override
    public Answer check(String name, byte[] password) throws DirectoryException {
        try {
            return check(libraries.pam(), name, password);
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }

    private Answer check(Pam pam, String name, byte[] password) throws DirectoryException {
        pam_conv conversation = new pam_conv(new PamConversation(password));
        // PAM would sleep a second or three here, in one of our few places; how long a refusal takes is decided elsewhere.
        Pam.Delay none = (outcome, microseconds, data) -> { };
        PointerByReference started = new PointerByReference();
        int outcome = pam.pam_start(service, name, conversation, started);
        if (outcome != Pam.PAM_SUCCESS) {
            throw new DirectoryException("PAM service '" + service + "' cannot be started: error " + outcome);
        }
        pam_handle_t handle = new pam_handle_t(started.getValue());
        try {
            pam.pam_set_item(handle, Pam.FAIL_DELAY, none);
            // Some account modules will not work without one.
            pam.pam_set_item(handle, Pam.TTY, service);
            outcome = pam.pam_authenticate(handle, FLAGS);
            if (outcome == Pam.MAXTRIES) {
                return Answer.CLOSED;
            }
            if (REFUSALS.contains(outcome)) {
                return Answer.WRONG;
            }
            requireKnown(pam, handle, "auth", outcome == Pam.PAM_SUCCESS, outcome);
            outcome = pam.pam_acct_mgmt(handle, FLAGS);
            requireKnown(pam, handle, "account", STANDINGS.containsKey(outcome), outcome);
            // A module may have put somebody else in the place of who was asked about.
            return name.equals(user(pam, handle)) ? STANDINGS.get(outcome) : Answer.WRONG;
        } finally {
            pam.pam_end(handle, outcome);
            Reference.reachabilityFence(conversation);
            Reference.reachabilityFence(none);
        }
    }

    private void requireKnown(Pam pam, pam_handle_t handle, String lines, boolean known, int outcome) throws DirectoryException {
        if (!known) {
            throw new DirectoryException("PAM service '" + service + "' cannot answer, by its " + lines + " lines: "
                    + pam.pam_strerror(handle, outcome) + " (error " + outcome + ")");
        }
    }

    private static String user(Pam pam, pam_handle_t handle) {
        PointerByReference user = new PointerByReference();
        return pam.pam_get_item(handle, Pam.PAM_USER, user) == Pam.PAM_SUCCESS && user.getValue() != null
                ? user.getValue().getString(0, "UTF-8") : "";
    }
}
