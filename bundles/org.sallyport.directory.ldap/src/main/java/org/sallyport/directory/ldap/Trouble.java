package org.sallyport.directory.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.sallyport.api.directory.DirectoryException;

/**
 * Why a server could not answer.
 *
 * @param at when it was noticed
 * @param server which server
 * @param why half a sentence for the administrator; no secret in it
 */
record Trouble(Instant at, String server, String why) {

    /** The message of an exception when StartTLS was asked for in vain. */
    static final String NO_STARTTLS = "StartTLS is refused";

    private static final int LONGEST_ANSWER = 300;

    /** What goes wrong, in words that say what to look at. */
    static String why(LDAPException e) {
        if (NO_STARTTLS.equals(e.getMessage())) {
            return "it offers no StartTLS (" + e.getResultCode().getName() + "): use ldaps://, or starttls = off where passwords may cross the network in the clear";
        }
        String tls = tls(e);
        if (tls != null) {
            return tls;
        }
        ResultCode code = e.getResultCode();
        String text = String.valueOf(e.getMessage()) + e.getDiagnosticMessage();
        if (code.equals(ResultCode.TIMEOUT) || code.equals(ResultCode.CONNECT_ERROR) && text.toLowerCase(Locale.ROOT).contains("timeout")
                || caused(e, SocketTimeoutException.class)) {
            return "it does not answer in time";
        }
        if (caused(e, UnknownHostException.class) || text.contains("UnknownHostException")) {
            return "no such host is known";
        }
        if (caused(e, ConnectException.class) || text.contains("Connection refused")) {
            return "it takes no connection: " + firstLine(text.contains("refused") ? "connection refused" : text);
        }
        return switch (code.intValue()) {
            case ResultCode.SERVER_DOWN_INT_VALUE -> "the connection was lost";
            case ResultCode.INVALID_CREDENTIALS_INT_VALUE -> "it refuses the service account: bind.dn or its password is wrong, or the account is closed" + said(e);
            case ResultCode.NO_SUCH_OBJECT_INT_VALUE -> "it has no such entry" + said(e);
            case ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE -> "the service account may not read that" + said(e);
            case ResultCode.REFERRAL_INT_VALUE -> "it refers to another server instead of answering: " + String.join(", ", e.getReferralURLs());
            case ResultCode.SIZE_LIMIT_EXCEEDED_INT_VALUE -> "it returns no more entries in one search: raise its size limit for the service account";
            case ResultCode.ADMIN_LIMIT_EXCEEDED_INT_VALUE -> "its limits for the service account are too low" + said(e);
            case ResultCode.TIME_LIMIT_EXCEEDED_INT_VALUE -> "it needs longer for a search than it allows itself: an index may be missing";
            case ResultCode.CONFIDENTIALITY_REQUIRED_INT_VALUE, ResultCode.STRONG_AUTH_REQUIRED_INT_VALUE ->
                    "it wants an encrypted connection: use ldaps:// or starttls = required" + said(e);
            case ResultCode.BUSY_INT_VALUE -> "it is busy" + said(e);
            case ResultCode.UNAVAILABLE_INT_VALUE -> "it is not available at present" + said(e);
            default -> code.getName() + said(e);
        };
    }

    private static String tls(Throwable e) {
        String text = texts(e);
        CertificateExpiredException expired = cause(e, CertificateExpiredException.class);
        if (expired != null || text.contains("CertificateExpiredException")) {
            return "its certificate has run out" + (expired == null ? "" : " (" + firstLine(expired.getMessage()) + ")");
        }
        if (caused(e, CertificateNotYetValidException.class) || text.contains("CertificateNotYetValidException")) {
            return "its certificate is not in force yet";
        }
        if (caused(e, CertPathBuilderException.class) || caused(e, CertPathValidatorException.class) || text.contains("PKIX path")) {
            return "its certificate is not signed by an authority that is trusted: see ca.file";
        }
        if (text.contains(HostName.MISMATCH)) {
            return "its certificate is for another host name than the one in servers";
        }
        if (text.contains("SSLException") || text.contains("SSLHandshakeException")) {
            return "TLS fails: " + firstLine(text);
        }
        return null;
    }

    private static String texts(Throwable e) {
        StringBuilder texts = new StringBuilder();
        walk(e, one -> texts.append(one.getClass().getSimpleName()).append(": ").append(one.getMessage()).append(' '));
        return texts.toString();
    }

    private static boolean caused(Throwable e, Class<? extends Throwable> by) {
        return cause(e, by) != null;
    }

    private static <T extends Throwable> T cause(Throwable e, Class<T> by) {
        Set<T> found = new HashSet<>();
        walk(e, one -> {
            if (by.isInstance(one)) {
                found.add(by.cast(one));
            }
        });
        return found.isEmpty() ? null : found.iterator().next();
    }

    private static void walk(Throwable e, Consumer<Throwable> visitor) {
        Set<Throwable> seen = new HashSet<>();
        for (Throwable one = e; one != null && seen.add(one); one = one.getCause()) {
            visitor.accept(one);
        }
    }

    /** What the server itself says, which may be anything. */
    private static String said(LDAPException e) {
        String text = e.getDiagnosticMessage();
        return text == null || text.isBlank() ? "" : " (it says: " + firstLine(text) + ")";
    }

    static String firstLine(String text) {
        String line = text.strip().lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", " ").strip();
        return line.length() > LONGEST_ANSWER ? line.substring(0, LONGEST_ANSWER) + "…" : line;
    }

    DirectoryException exception(Throwable cause) {
        return new DirectoryException(server + ": " + why, cause);
    }

    @Override
    public String toString() {
        return server + ": " + why;
    }
}
