package org.sallyport.web.faces;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.sallyport.web.Monitoring;
import org.sallyport.web.Reply;
import org.sallyport.web.Visit;

/** The token of those who watch from elsewhere. Its file is read again when it changes; one that others may read opens nothing. */
@Component(name = "org.sallyport.web.monitoring", configurationPid = "org.sallyport.web.monitoring")
@Designate(ocd = MonitoringConfiguration.class)
public final class MonitoringKey implements Monitoring {

    private static final Logger LOG = LoggerFactory.getLogger(MonitoringKey.class);
    private static final String BEARER = "Bearer ";
    private static final Pattern TOKEN = Pattern.compile("[!-~]{32,200}");
    private static final long LARGEST = 4096;
    private static final Set<PosixFilePermission> OWNER_ONLY = EnumSet.of(PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE);
    /** What proxies say of those before them. */
    private static final List<String> FORWARDED = List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via");

    /** A state of the file, and the token that was in it, as a hash; empty when it opens nothing. */
    private record Known(FileTime modified, long size, Set<PosixFilePermission> permissions, Optional<byte[]> hash) {

        boolean still(PosixFileAttributes file) {
            return file.lastModifiedTime().equals(modified) && file.size() == size && file.permissions().equals(permissions);
        }
    }

    private final Optional<byte[]> fixed;
    private final Optional<Path> file;
    private volatile Known known;

    /** @throws IllegalArgumentException names the key of the configuration that is wrong */
    @Activate
    public MonitoringKey(BundleContext context, MonitoringConfiguration configuration) {
        this(configuration.token_file(), configuration._token(), context.getProperty("sallyport.home"));
    }

    /** @param home null where there is none */
    public MonitoringKey(String tokenFile, String token, String home) {
        if (!token.isEmpty() && !TOKEN.matcher(token).matches()) {
            throw new IllegalArgumentException("key '.token': 32 to 200 visible ASCII characters");
        }
        this.fixed = token.isEmpty() ? Optional.empty() : Optional.of(hash(token));
        this.file = !tokenFile.isEmpty() ? Optional.of(Path.of(tokenFile))
                : Optional.ofNullable(home).map(folder -> Path.of(folder, "conf", "monitoring.token"));
    }

    @Override
    public boolean opensTo(Visit visit) {
        boolean direct = FORWARDED.stream().allMatch(header -> visit.request().getHeader(header) == null);
        String shown = visit.request().getHeader("Authorization");
        return visit.isLoopback() && direct || shown != null && shown.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && fits(shown.substring(BEARER.length()).strip());
    }

    @Override
    public Reply refusal() {
        return visit -> {
            visit.header("WWW-Authenticate", "Bearer");
            visit.write(401, "text/plain;charset=utf-8",
                    "For programs on this machine, and for those that show the token for monitoring.\n".getBytes(StandardCharsets.UTF_8));
        };
    }

    private boolean fits(String shown) {
        return fixed.or(this::fromFile).filter(hash -> MessageDigest.isEqual(hash, hash(shown))).isPresent();
    }

    private Optional<byte[]> fromFile() {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            PosixFileAttributes now = Files.readAttributes(file.get(), PosixFileAttributes.class);
            Known last = known;
            if (last == null || !last.still(now)) {
                last = new Known(now.lastModifiedTime(), now.size(), now.permissions(), read(file.get(), now));
                known = last;
            }
            return last.hash();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn("The token for monitoring in {} cannot be read: {}", file.get(), e.toString());
            return Optional.empty();
        }
    }

    private static Optional<byte[]> read(Path file, PosixFileAttributes now) throws IOException {
        if (!OWNER_ONLY.containsAll(now.permissions())) {
            LOG.warn("{} is open to others (mode {}) and is not used as the token for monitoring: chmod 600", file,
                    PosixFilePermissions.toString(now.permissions()));
            return Optional.empty();
        }
        String token = "";
        if (now.size() <= LARGEST) {
            try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
                token = lines.findFirst().orElse("").strip();
            }
        }
        if (!TOKEN.matcher(token).matches()) {
            LOG.warn("{} is not used as the token for monitoring: its first line must have 32 to 200 visible ASCII characters", file);
            return Optional.empty();
        }
        return Optional.of(hash(token));
    }

    /** Compared in place of the token, so that not even its length can be told from the time it takes. */
    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
