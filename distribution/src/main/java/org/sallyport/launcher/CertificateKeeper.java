package org.sallyport.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks whether there is another certificate, each time it is called. Jetty's key store keeps its place and its password.
 */
final class CertificateKeeper implements Callable<String> {

    /** As often is the certificate of our own making looked at, which changes every other year. */
    private static final Duration SELDOM = Duration.ofMinutes(10);

    private final Supplier<Object> state;
    private final Supplier<KeyMaterial> reader;
    private final Consumer<KeyMaterial> changed;
    private KeyMaterial now;
    private Object seen;

    private CertificateKeeper(KeyMaterial now, Supplier<Object> state, Supplier<KeyMaterial> reader, Consumer<KeyMaterial> changed) {
        this.now = now;
        this.state = state;
        this.reader = reader;
        this.changed = changed;
        this.seen = state.get();
    }

    /** Of two PEM files: they are read when one of them differs in time, size or in what a link leads to. */
    static CertificateKeeper ofFiles(KeyMaterial now, PemFiles files, Path certificate, Path key, Consumer<KeyMaterial> changed) {
        return new CertificateKeeper(now, () -> List.of(file(certificate), file(key)), () -> files.read(certificate, key), changed);
    }

    /** Of a certificate of our own making. @param maker makes another one if it is time */
    static CertificateKeeper ofOurs(KeyMaterial now, Clock clock, Supplier<KeyMaterial> maker, Consumer<KeyMaterial> changed) {
        return new CertificateKeeper(now, () -> clock.instant().getEpochSecond() / SELDOM.toSeconds(), maker, changed);
    }

    /**
     * @return what to write into the log; null if all is as it was
     * @throws Refusal why the new files are of no use, once for each time they change: the certificate that was stays in use
     */
    @Override
    public synchronized String call() {
        Object found = state.get();
        if (found.equals(seen)) {
            return null;
        }
        seen = found;
        KeyMaterial read = reader.get();
        if (read.equals(now)) {
            return null;
        }
        now = read;
        changed.accept(read);
        Instant until = read.certificate().getNotAfter().toInstant();
        return "New connections get another certificate: SHA-256 " + read.fingerprint() + ", valid until " + until;
    }

    private static Object file(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return List.of(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
        } catch (IOException e) {
            return Reason.of(e);
        }
    }
}
