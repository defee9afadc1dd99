package org.sallyport.launcher;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns an administrator's PEM files, a certificate chain and its private key, into the key store Jetty reads. */
final class PemFiles {

    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END");

    private final Path directory;
    /** For this run alone: the file is of no use to anybody later. */
    private final String password;

    /** @param directory where the key store is written, anew at each start and when the files change */
    PemFiles(Path directory, SecureRandom random) {
        this.directory = directory;
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        this.password = HexFormat.of().formatHex(bytes);
    }

    /** @throws Refusal if a file cannot be read, or the two do not belong together */
    KeyMaterial read(Path certificateFile, Path keyFile) {
        List<X509Certificate> chain = chain(certificateFile);
        PrivateKey key = key(keyFile, chain.get(0).getPublicKey().getAlgorithm());
        if (!belongTogether(key, chain.get(0))) {
            throw Refusal.usage("the key " + keyFile + " is not the key of the certificate " + certificateFile);
        }
        Path file = directory.resolve("files.p12");
        Path fresh = directory.resolve("files.p12.new");
        try {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(KeyMaterial.ALIAS, key, password.toCharArray(), chain.toArray(new Certificate[0]));
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (OutputStream out = Files.newOutputStream(fresh)) {
                store.store(out, password.toCharArray());
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | GeneralSecurityException e) {
            throw Refusal.failure("the key store " + file + " cannot be written: " + e.getMessage());
        }
        return new KeyMaterial(file, password, chain.get(0));
    }

    private static List<X509Certificate> chain(Path file) {
        try {
            List<X509Certificate> chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(text(file, "certificate").getBytes(StandardCharsets.US_ASCII)))
                    .stream().map(X509Certificate.class::cast).toList();
            if (!chain.isEmpty()) {
                return chain;
            }
        } catch (CertificateException e) {
            // Said below.
        }
        throw Refusal.usage("the certificate " + file + " is not a PEM certificate (-----BEGIN CERTIFICATE-----)");
    }

    private static PrivateKey key(Path file, String algorithm) {
        Matcher block = PRIVATE_KEY.matcher(text(file, "key"));
        boolean found = block.find();
        if (found && !block.group(1).isEmpty()) {
            throw Refusal.usage("the key " + file + " is not unencrypted PKCS#8; convert it: openssl pkcs8 -topk8 -nocrypt -in "
                    + file + " -out new-key.pem");
        }
        if (found) {
            try {
                byte[] der = Base64.getMimeDecoder().decode(block.group(2));
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                // An elliptic key beside an RSA certificate ends here, too.
                throw Refusal.usage("the key " + file + " is not a private key of the certificate's kind, " + algorithm);
            }
        }
        if (text(file, "key").contains("Proc-Type: 4,ENCRYPTED")) {
            throw Refusal.usage("the key " + file + " is not unencrypted PKCS#8; convert it: openssl pkcs8 -topk8 -nocrypt -in "
                    + file + " -out new-key.pem");
        }
        throw Refusal.usage("the key " + file + " is not a PEM private key (-----BEGIN PRIVATE KEY-----)");
    }

    private static String text(Path file, String what) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw Refusal.usage("the " + what + " " + file + " cannot be read: " + Reason.of(e));
        }
    }

    private static boolean belongTogether(PrivateKey key, X509Certificate certificate) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        try {
            byte[] text = "the same pair".getBytes(StandardCharsets.US_ASCII);
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
