package org.sallyport.itests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * An entry server before two application servers that answer nobody else. All three are nginx, each on loopback addresses of its own,
 * with the configuration and the certificates that are shipped for them; what every proxy keeps to holds over the second hop too.
 */
class EntryNginxIT extends NginxIT {

    private static final Path SHIPPED = Home.DISTRIBUTION.resolve("conf/examples/entry-server");
    private static final String WIKI = "127.0.0.3";
    private static final String SHOP = "127.0.0.4";

    /** Where the application servers and the certificates of the first example are; another of the same test has its own. */
    private Path nodes;
    private final int wikiPort = Ports.free();
    private final int shopPort = Ports.free();

    @Override
    List<String> command(Example example) throws IOException {
        List<String> command = super.command(example);
        if (nodes == null) {
            nodes = Files.createDirectories(example.directory().resolve("nodes"));
            assertEquals(0, certificates(nodes, "entry", "wiki.internal", "shop.internal"));
            Path elsewhere = Files.createDirectories(nodes.resolve("stranger"));
            assertEquals(0, certificates(elsewhere, "entry"));
        }
        boolean first = example.directory().equals(nodes.getParent());
        Path include = example.write("entry.conf", read("entry.conf"));
        Path main = example.directory().resolve("example.conf");
        Files.writeString(main, replaced(Files.readString(main), Map.of(
                "proxy_pass http://127.0.0.1:" + example.wiki() + ";",
                "include " + include + "; proxy_ssl_name wiki.internal; proxy_pass https://" + WIKI + ":" + wikiPort + ";",
                "proxy_pass http://127.0.0.1:" + example.shop() + ";",
                "include " + include + "; proxy_ssl_name shop.internal; proxy_pass https://" + SHOP + ":" + shopPort + ";"))
                + (first ? application("wiki.internal", WIKI, wikiPort, example.wiki())
                        + application("shop.internal", SHOP, shopPort, example.shop()).replaceAll("(?s)map .*?}\n", "") : ""));
        return command;
    }

    private static int certificates(Path folder, String... names) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", SHIPPED.resolve("certificates.sh").toString()));
        command.addAll(List.of(names));
        return run(folder, command).code();
    }

    private String read(String file) throws IOException {
        return Files.readString(SHIPPED.resolve(file)).replace("/etc/nginx/sallyport", nodes.toString());
    }

    private String application(String name, String address, int port, int behind) throws IOException {
        return replaced(read("application.conf"), Map.of("10.0.0.21:8443", address + ":" + port, "wiki.internal", name,
                "127.0.0.1:9001", "127.0.0.1:" + behind));
    }

    /** @param output all that it printed */
    private record Ran(int code, String output) { }

    private static Ran run(Path folder, List<String> command) throws IOException {
        try {
            Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ran(process.waitFor(), output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The status of a direct attempt at an application server, as whoever has this certificate. */
    private String knock(String name, String address, int port, Path certificate) throws IOException {
        List<String> command = new ArrayList<>(List.of("curl", "-q", "-s", "-o", "/dev/null", "-w", "%{http_code}", "--noproxy", "*",
                "--cacert", nodes.resolve("nodes-ca.pem").toString(), "--resolve", name + ":" + port + ":" + address,
                "-H", "X-Auth-User: root", "https://" + name + ":" + port + "/wiki/"));
        if (certificate != null) {
            command.addAll(List.of("--cert", certificate + ".pem", "--key", certificate + ".key"));
        }
        return run(nodes, command).output();
    }

    @Test
    void applicationServersAnswerTheEntryServerAlone() throws Exception {
        int before = heard();
        for (String[] server : new String[][] {{"wiki.internal", WIKI, "" + wikiPort}, {"shop.internal", SHOP, "" + shopPort}}) {
            int port = Integer.parseInt(server[2]);
            assertEquals("400", knock(server[0], server[1], port, null), "without a certificate");
            assertEquals("400", knock(server[0], server[1], port, nodes.resolve("stranger/entry")), "the right name, another authority");
            assertEquals("403", knock(server[0], server[1], port, nodes.resolve("wiki.internal")), "another application server");
            assertEquals("403", knock(server[0], server[1], port, nodes.resolve("shop.internal")), "another application server");
        }
        assertEquals(before, heard(), "the applications hear nothing");
        assertEquals("200", knock("wiki.internal", WIKI, wikiPort, nodes.resolve("entry")), "the entry server itself");
    }

    @Test
    void certificatesAreMadeOnce() throws Exception {
        String key = Files.readString(nodes.resolve("entry.key"));
        assertEquals(0, certificates(nodes, "entry", "wiki.internal"));
        assertEquals(key, Files.readString(nodes.resolve("entry.key")));
        assertEquals(2, certificates(nodes));
        assertEquals(2, certificates(nodes, "../entry"));
        assertFalse(Files.exists(nodes.resolve("../entry.key")));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(nodes.resolve("nodes-ca.key"))));
    }
}
