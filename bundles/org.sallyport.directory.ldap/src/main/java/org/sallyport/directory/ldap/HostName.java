package org.sallyport.directory.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.ssl.SSLSocketVerifier;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/**
 * A server's certificate must name the host that was asked for, among its alternative names (RFC 6125). The library's own check
 * lets every certificate pass for a numeric address of this host, which is what a tunnel ends at.
 */
final class HostName extends SSLSocketVerifier {

    /** What the refusal begins with. */
    static final String MISMATCH = "host name mismatch";

    private static final int DNS = 2;
    private static final int ADDRESS = 7;

    @Override
    public void verifySSLSocket(String host, int port, SSLSocket socket) throws LDAPException {
        try {
            Certificate[] chain = socket.getSession().getPeerCertificates();
            if (chain.length > 0 && chain[0] instanceof X509Certificate certificate && names(certificate, host)) {
                return;
            }
            throw new LDAPException(ResultCode.CONNECT_ERROR, MISMATCH);
        } catch (SSLPeerUnverifiedException | CertificateParsingException e) {
            throw new LDAPException(ResultCode.CONNECT_ERROR, MISMATCH, e);
        }
    }

    static boolean names(X509Certificate certificate, String host) throws CertificateParsingException {
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        boolean numeric = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
        return alternatives != null && alternatives.stream().anyMatch(name -> numeric
                ? name.get(0).equals(ADDRESS) && sameAddress((String) name.get(1), host)
                : name.get(0).equals(DNS) && matches((String) name.get(1), host));
    }

    private static boolean sameAddress(String one, String other) {
        try {
            // Both are numeric: nothing is looked up.
            return InetAddress.getByName(one).equals(InetAddress.getByName(other));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** A star stands for the whole first label, and for no dot. */
    private static boolean matches(String pattern, String host) {
        String name = host.toLowerCase(Locale.ROOT);
        String wanted = pattern.toLowerCase(Locale.ROOT);
        if (!wanted.startsWith("*.")) {
            return wanted.equals(name);
        }
        int dot = name.indexOf('.');
        return dot > 0 && wanted.indexOf('.', 2) > 0 && wanted.substring(1).equals(name.substring(dot));
    }
}
