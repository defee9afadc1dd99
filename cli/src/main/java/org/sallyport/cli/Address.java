package org.sallyport.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the server is, and what to show it.
 *
 * @param server where to connect to
 * @param authority what to call it; empty for its own name
 * @param certificate SHA-256 of the only certificate to trust, hexadecimal; empty: as Java trusts
 * @param token what to show
 */
record Address(URI server, String authority, String certificate, String token) {

    private static final String FILE = "data/api.token";

    /** @throws Failure says what is missing */
    static Address of(Optional<Path> home, Optional<String> url, Optional<Path> tokenFile, Map<String, String> environment) {
        if (url.isPresent()) {
            return elsewhere(url.get(), tokenFile, environment);
        }
        if (tokenFile.isPresent()) {
            throw Failure.usage("option --token-file needs option --url with the address of the server");
        }
        String named = environment.getOrDefault("SALLYPORT_HOME", "");
        return here(home.orElseGet(() -> named.isEmpty() ? Path.of(System.getProperty("user.home"), ".sallyport") : Path.of(named)));
    }

    private static Address here(Path home) {
        Path file = home.toAbsolutePath().normalize().resolve(FILE);
        Map<String, String> values = new HashMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                int equals = line.indexOf('=');
                values.put(line.substring(0, Math.max(equals, 0)), line.substring(equals + 1));
            }
            if (!isToken(values.get("token"))) {
                throw new IllegalArgumentException("token");
            }
            return new Address(URI.create(values.get("address")), URI.create(values.get("url")).getRawAuthority(),
                    Objects.requireNonNull(values.get("certificate")), values.get("token"));
        } catch (NoSuchFileException e) {
            throw Failure.unreachable("no Sallyport is running with the home " + home + "; another one: --home DIR, or --url and a token");
        } catch (AccessDeniedException e) {
            throw Failure.unreachable("you may not read " + file + "; whoever runs Sallyport may, and root");
        } catch (IOException | IllegalArgumentException | NullPointerException e) {
            throw Failure.unreachable(file + " cannot be read");
        }
    }

    private static Address elsewhere(String url, Optional<Path> tokenFile, Map<String, String> environment) {
        URI server;
        try {
            server = URI.create(url.replaceFirst("/+$", ""));
        } catch (IllegalArgumentException e) {
            throw Failure.usage("option --url: '" + url + "' is no address");
        }
        boolean https = "https".equals(server.getScheme());
        if (server.getHost() == null || !https && !"http".equals(server.getScheme())) {
            throw Failure.usage("option --url: an address that begins with https://");
        }
        if (!https && !loopback(server.getHost())) {
            throw Failure.usage("option --url: https, because the token would be sent to be read by anybody");
        }
        return new Address(server, "", "", token(tokenFile, environment));
    }

    private static boolean loopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String token(Optional<Path> file, Map<String, String> environment) {
        if (file.isPresent()) {
            try {
                String token = Files.readString(file.get()).strip();
                if (!isToken(token)) {
                    // Without what stands there, which may be a token all the same.
                    throw Failure.usage("option --token-file: in " + file.get() + " there is more or less than a token");
                }
                return token;
            } catch (IOException e) {
                throw Failure.usage("option --token-file: " + file.get() + " cannot be read");
            }
        }
        String token = environment.getOrDefault("SALLYPORT_TOKEN", "").strip();
        if (token.isEmpty()) {
            throw Failure.usage("option --url needs a token: option --token-file, or SALLYPORT_TOKEN in the environment");
        }
        if (!isToken(token)) {
            throw Failure.usage("SALLYPORT_TOKEN in the environment is no token");
        }
        return token;
    }

    /** RFC 6750 section 2.1: what may stand behind "Bearer". */
    private static boolean isToken(String text) {
        return text.matches("[A-Za-z0-9._~+/-]+=*");
    }
}
