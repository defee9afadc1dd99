package org.sallyport.launcher;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where and how this node listens: {@code conf/server.cfg}, overridden by the options.
 *
 * @param host        as it was given
 * @param address     what the host resolves to
 * @param port        0 to 65535, 0 for any free port
 * @param tls         whether only https is spoken
 * @param certificate a PEM file, or null for a self-signed certificate
 * @param key         a PEM file, or null for a self-signed certificate
 * @param proxy       what stands before it
 */
record ServerSettings(String host, InetAddress address, int port, boolean tls, Path certificate, Path key, ProxySettings proxy) {

    static final String FILE = "server.cfg";

    private static final Set<String> KEYS = new TreeSet<>(Set.of("host", "port", "tls", "certificate", "key", LogFormat.KEY));

    static {
        KEYS.addAll(ProxySettings.KEYS);
    }

    private static final String WHERE = "conf/" + FILE + ": key ";

    /**
     * @param file the keys and values of the configuration file
     * @param home what relative paths in the file start from
     * @throws Refusal if a key is unknown, a value not allowed, or the whole not safe
     */
    static ServerSettings of(Options options, Map<String, String> file, Path home) {
        for (String key : file.keySet()) {
            if (!KEYS.contains(key)) {
                throw Refusal.usage(WHERE + "'" + key + "' is unknown; allowed: " + String.join(", ", KEYS));
            }
        }
        int port = options.port() != null ? options.port() : Options.port(WHERE + "'port'", file.getOrDefault("port", "8080"));
        String host = options.host() != null ? options.host() : file.getOrDefault("host", "127.0.0.1");
        InetAddress address = resolve(host, options.host() != null ? "option --host" : WHERE + "'host'");

        String mode = file.getOrDefault("tls", "off");
        Path certificate = options.certificate();
        Path key = options.key();
        boolean tls = options.tls() || certificate != null;
        if (!tls) {
            switch (mode) {
                case "off" -> { }
                case "self-signed" -> tls = true;
                case "files" -> {
                    tls = true;
                    certificate = required(file, "certificate", home);
                    key = required(file, "key", home);
                }
                default -> throw Refusal.usage(WHERE + "'tls' is '" + mode + "'; allowed: off, self-signed, files");
            }
        }
        ProxySettings proxy = ProxySettings.of(file, WHERE);
        if (!tls && !address.isLoopbackAddress() && !proxy.speakTls()) {
            throw Refusal.usage("plain http is for this host only, and " + host
                    + " can be reached from others: add --tls, or --cert and --key; or name the proxies that speak https for it, keys "
                    + "'proxies' and 'address' of conf/" + FILE);
        }
        return new ServerSettings(host, address, port, tls, certificate, key, proxy);
    }

    /** Whether only proxies, and programs of this host, may come: anybody else would send a password in the clear. */
    boolean proxiesOnly() {
        return !tls && !address.isLoopbackAddress();
    }

    private static Path required(Map<String, String> file, String key, Path home) {
        String value = file.getOrDefault(key, "");
        if (value.isEmpty()) {
            throw Refusal.usage(WHERE + "'" + key + "' is missing; with tls = files it names a PEM file");
        }
        return home.resolve(value);
    }

    private static InetAddress resolve(String host, String where) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw Refusal.usage(where + ": '" + host + "' is not known as an address or a name of this host");
        }
    }
}
