package org.sallyport.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A certificate of this node's own making, kept until it is about to expire or the host is called otherwise. */
final class SelfSignedCertificate {

    /** The longest that every common client accepts. */
    private static final int VALID_DAYS = 825;
    private static final int MOST_ADDRESSES = 50;
    private static final Duration RENEWED_BEFORE = Duration.ofDays(30);

    private final Path directory;
    private final Clock clock;
    private final SecureRandom random;

    /** @param directory where the key store and its password live */
    SelfSignedCertificate(Path directory, Clock clock, SecureRandom random) {
        this.directory = directory;
        this.clock = clock;
        this.random = random;
    }

    /**
     * @param host what the node listens on
     * @param more what else it is called
     * @throws Refusal if the certificate can be neither read nor made
     */
    KeyMaterial forHost(String host, InetAddress address, String... more) {
        Path store = directory.resolve("self-signed.p12");
        Path password = directory.resolve("self-signed.password");
        Path fresh = directory.resolve("self-signed.p12.new");
        Set<String> names = names(host, address);
        names.addAll(List.of(more));
        try {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            if (Files.exists(store) && Files.exists(password)) {
                KeyMaterial kept = KeyMaterial.read(store, Files.readString(password).trim());
                if (kept.validUntil(Date.from(clock.instant().plus(RENEWED_BEFORE))) && coversAll(kept, names)) {
                    return kept;
                }
            }
            Files.deleteIfExists(fresh);
            if (!Files.exists(password)) {
                writePassword(password);
            }
            make(fresh, password, names);
            // Jetty may be reading the old one: it finds that or the new one, under one password.
            Files.move(fresh, store, StandardCopyOption.ATOMIC_MOVE);
            return KeyMaterial.read(store, Files.readString(password).trim());
        } catch (IOException e) {
            throw Refusal.failure("the self-signed certificate in " + directory + " cannot be used: " + Reason.of(e));
        } catch (GeneralSecurityException e) {
            throw Refusal.failure("the self-signed certificate in " + directory + " cannot be used: " + e.getMessage());
        }
    }

    private static boolean coversAll(KeyMaterial kept, Set<String> names) {
        Set<String> covered = kept.names().stream().map(SelfSignedCertificate::canonical).collect(Collectors.toSet());
        return names.stream().map(SelfSignedCertificate::canonical).allMatch(covered::contains);
    }

    /** IPv6 addresses are written in more than one way. */
    private static String canonical(String name) {
        try {
            return name.indexOf(':') >= 0 ? InetAddress.getByName(name).getHostAddress() : name.toLowerCase(Locale.ROOT);
        } catch (UnknownHostException e) {
            return name;
        }
    }

    private static Set<String> names(String host, InetAddress address) {
        Set<String> names = new LinkedHashSet<>(Set.of("localhost"));
        names.add("127.0.0.1");
        names.add("::1");
        if (address.isAnyLocalAddress()) {
            // Jetty refuses a name that the certificate lacks, so it has every one by which this host may be reached.
            try {
                names.add(InetAddress.getLocalHost().getHostName());
            } catch (UnknownHostException e) {
                // A host without a name is reached by its addresses.
            }
            try {
                NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                        .filter(one -> !one.isLinkLocalAddress() && !one.isLoopbackAddress())
                        .map(InetAddress::getHostAddress).sorted().limit(MOST_ADDRESSES).forEach(names::add);
            } catch (SocketException e) {
                // Then by its name.
            }
        } else {
            names.add(host);
            names.add(address.getHostAddress());
        }
        return names;
    }

    private void writePassword(Path file) throws IOException {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, HexFormat.of().formatHex(bytes), StandardOpenOption.WRITE);
    }

    /** By the Java runtime's own tool: its library offers no public way to sign a certificate. */
    private void make(Path store, Path password, Set<String> names) throws IOException {
        String subjectAlternatives = names.stream()
                .map(name -> (isAddress(name) ? "ip:" : "dns:") + name)
                .collect(Collectors.joining(",", "san=", ""));
        Process keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", KeyMaterial.ALIAS, "-storetype", "PKCS12",
                "-keystore", store.toString(), "-storepass:file", password.toString(),
                "-keyalg", "EC", "-groupname", "secp256r1", "-sigalg", "SHA256withECDSA",
                "-dname", "CN=Sallyport", "-validity", Integer.toString(VALID_DAYS),
                "-ext", subjectAlternatives, "-ext", "eku=serverAuth")
                .redirectErrorStream(true)
                .start();
        keytool.getOutputStream().close();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new IOException("keytool says: " + said.lines().findFirst().orElse("nothing"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rw-------"));
    }

    private static boolean isAddress(String name) {
        return name.indexOf(':') >= 0 || name.matches("[0-9]+(\\.[0-9]+){3}");
    }
}
