package org.sallyport.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * A PKCS#12 key store with the private key and the certificate chain of this node.
 *
 * @param file        the key store, readable by its owner alone
 * @param password    opens the key store and the key
 * @param certificate the node's own certificate
 */
record KeyMaterial(Path file, String password, X509Certificate certificate) {

    static final String ALIAS = "sallyport";
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    static KeyMaterial read(Path file, String password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password.toCharArray());
        }
        Certificate certificate = store.getCertificate(ALIAS);
        if (certificate instanceof X509Certificate x509) {
            return new KeyMaterial(file, password, x509);
        }
        throw new CertificateException("it holds no certificate");
    }

    /** The names and addresses the certificate is good for, in its own order; empty if it lists none. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            for (List<?> alternative : alternatives == null ? List.<List<?>>of() : alternatives) {
                int kind = (Integer) alternative.get(0);
                if (kind == DNS_NAME || kind == IP_ADDRESS) {
                    names.add((String) alternative.get(1));
                }
            }
        } catch (CertificateParsingException e) {
            return List.of();
        }
        return names;
    }

    boolean validUntil(Date date) {
        return certificate.getNotAfter().after(date);
    }

    /** SHA-256 of the certificate, hexadecimal. */
    String fingerprint() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sockets that trust this certificate and no other: for asking ourselves. They do not compare the name with anything. */
    SSLSocketFactory sockets() {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(ALIAS, certificate);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
