package org.sallyport.itests.server;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What those who watch see: numbers, health, the log as JSON, and syslog, at the product as it is shipped. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitoringIT {

    private static final String TOKEN = "a-token-of-more-than-32-characters-0";
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    /** Reads with the parser of Prometheus' own client for Python, and writes a line a number. */
    private static final String READ = """
            import sys
            from prometheus_client.parser import text_string_to_metric_families
            for family in text_string_to_metric_families(sys.stdin.read()):
                for sample in family.samples:
                    labels = ",".join('%s="%s"' % label for label in sorted(sample.labels.items()))
                    print("%s{%s}\\t%s" % (sample.name, labels, sample.value))
            """;

    private final Home home = Home.fresh("monitoring");
    private final Path collected = home.path().resolveSibling("monitoring-rsyslog");
    private final int collector = Ports.free();
    private DatagramSocket datagrams;
    private Server server;
    private Map<String, Person> people;

    @BeforeAll
    void start() throws IOException {
        datagrams = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        datagrams.setSoTimeout((int) Patience.LIMIT.toMillis());
        home.configure("server.cfg", "log.format", "json");
        syslog("udp", datagrams.getLocalPort());
        syslog("tcp", collector);
        Path token = home.path().resolve("conf/monitoring.token");
        Files.createFile(token, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(token, TOKEN + "\n");
        server = Server.start(home, "--demo");
        people = server.people();
    }

    private void syslog(String protocol, int port) {
        String file = "org.sallyport.audit.syslog-" + protocol + ".cfg";
        home.configure(file, "host", "127.0.0.1");
        home.configure(file, "port", Integer.toString(port));
        home.configure(file, "protocol", protocol);
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
        datagrams.close();
    }

    private Page asked(String path, String... headers) {
        Browser machine = new Browser(server);
        return machine.send(headers.length == 0 ? machine.request(path) : machine.request(path).headers(headers));
    }

    private Map<String, Double> scrape() {
        Page page = asked("/metrics");
        assertEquals(200, page.status());
        try {
            Process python = new ProcessBuilder("/usr/bin/python3", "-c", READ).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            python.getOutputStream().write(page.body().getBytes(StandardCharsets.UTF_8));
            python.getOutputStream().close();
            String read = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, python.waitFor());
            return read.lines().map(line -> line.split("\t")).collect(Collectors.toMap(parts -> parts[0], parts -> Double.valueOf(parts[1]),
                    (one, other) -> one, TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static double value(Map<String, Double> scrape, String series) {
        return scrape.getOrDefault(series, 0.0);
    }

    @Test
    void numbersMoveWithSignIns() {
        String succeeded = "sallyport_sign_ins_total{door=\"portal\",outcome=\"succeeded\"}";
        String refused = "sallyport_refusals_total{door=\"portal\",reason=\"wrong-password\"}";
        String asked = "sallyport_directory_seconds_count{operation=\"authenticate\",realm=\"local\",result=\"answered\"}";
        Map<String, Double> before = scrape();
        assertEquals(1.0, before.get("sallyport_up{}"));
        assertEquals(1.0, before.get("sallyport_part_up{name=\"local\",part=\"realm\"}"));
        assertEquals(0.0, before.get("sallyport_two_factor_enabled{}"));
        assertTrue(before.containsKey("jvm_memory_used_bytes{area=\"heap\"}") && before.containsKey("process_cpu_seconds_total{}"));

        people.get("katherine").givePassword(new Browser(server));
        new Person("katherine", "not her password").givePassword(new Browser(server));
        await("counted").atMost(Patience.LIMIT).untilAsserted(() -> {
            Map<String, Double> after = scrape();
            assertEquals(value(before, succeeded) + 1, value(after, succeeded));
            assertEquals(value(before, refused) + 1, value(after, refused));
            assertEquals(value(before, asked) + 2, value(after, asked));
            assertTrue(value(after, "sallyport_store_seconds_count{operation=\"commit\",result=\"answered\"}")
                    > value(before, "sallyport_store_seconds_count{operation=\"commit\",result=\"answered\"}"));
        });
        assertFalse(asked("/metrics").body().contains("katherine"), "nobody is named");
    }

    @Test
    void numbersAndDetailsAreForThisMachineAndForTheToken() {
        String[] proxied = {"X-Forwarded-For", "192.0.2.1"};
        String[] shown = {"X-Forwarded-For", "192.0.2.1", "Authorization", "Bearer " + TOKEN};
        String[] wrong = {"X-Forwarded-For", "192.0.2.1", "Authorization", "Bearer " + TOKEN + "1"};
        assertEquals(401, asked("/metrics", proxied).status());
        assertEquals(401, asked("/metrics", wrong).status());
        assertEquals(200, asked("/metrics", shown).status());
        assertEquals("{\"status\":\"up\"}", asked("/health", proxied).body());
        assertEquals("{\"status\":\"up\"}", asked("/health/ready", wrong).body());
        assertTrue(asked("/health/ready", shown).body().contains("{\"part\":\"realm\",\"name\":\"local\",\"status\":\"up\"}"));
        assertEquals("{\"status\":\"up\"}", asked("/health/live").body());
    }

    @Test
    void aScrapeSucceedsWhileNobodyCanSignIn() throws IOException {
        Path away = home.keyFile().resolveSibling("away");
        Files.move(home.keyFile(), away);
        try {
            await("noticed").atMost(Patience.LIMIT).untilAsserted(() -> {
                Map<String, Double> closed = scrape();
                assertEquals(0.0, closed.get("sallyport_up{}"));
                assertEquals(0.0, closed.get("sallyport_part_up{name=\"\",part=\"sealer\"}"));
                assertEquals(1.0, closed.get("sallyport_part_up{name=\"\",part=\"store\"}"));
            });
            assertEquals(503, asked("/health/ready").status());
            assertEquals(200, asked("/health/live").status());
        } finally {
            Files.move(away, home.keyFile());
        }
        await("open again").atMost(Patience.LIMIT).until(() -> scrape().get("sallyport_up{}") == 1.0);
    }

    @Test
    void theDashboardNamesOnlyWhatThereIs() throws IOException {
        people.get("mary").givePassword(new Browser(server));
        new Person("mary", "not her password").givePassword(new Browser(server));
        Set<String> names = new TreeSet<>();
        await("something of each").atMost(Patience.LIMIT).until(() -> {
            scrape().keySet().forEach(series -> names.add(series.substring(0, series.indexOf('{'))));
            return names.contains("sallyport_refusals_total");
        });
        String dashboard = Files.readString(Home.DISTRIBUTION.resolve("share/grafana/sallyport.json"));
        assertEquals("sallyport", JSON.readTree(dashboard).path("uid").asText());
        Set<String> used = Pattern.compile("\\b(?:sallyport|jvm|process)_[a-z_]+").matcher(dashboard).results().map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(used.size() > 15, used::toString);
        used.removeAll(names);
        assertEquals(Set.of(), used, "shown and not exported");
        String page = Files.readString(Path.of("../../docs/monitoring.md"));
        names.removeIf(name -> !name.startsWith("sallyport_"));
        assertEquals(Set.of(), names.stream().map(name -> name.replaceFirst("_(bucket|count|sum)$", ""))
                .filter(name -> !page.contains("`" + name + "`")).collect(Collectors.toSet()), "exported and not described");
    }

    @Test
    void theLogIsAnObjectALine() throws IOException {
        String log = home.log();
        assertFalse(log.isEmpty());
        for (String line : log.lines().toList()) {
            JsonNode object = JSON.readTree(line);
            for (String field : List.of("timestamp", "level", "loggerName", "formattedMessage")) {
                assertTrue(object.has(field), line);
            }
        }
        people.values().forEach(person -> assertFalse(log.contains(person.password())));
        assertFalse(log.contains(TOKEN));
    }

    @Test
    void syslogHasWhatTheLogHas() throws Exception {
        // Nobody listens on the other way yet; a sign-in does not wait for it.
        assertEquals("/", people.get("hedy").givePassword(new Browser(server)).location());
        Pattern message = Pattern.compile("<86>1 \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z [!-~]+ sallyport " + server.pid() + " sign-in"
                + " \\[sallyport@32473 action=\"sign-in\" outcome=\"succeeded\" reason=\"password-only\" door=\"portal\" address=\"127\\.0\\.0\\.1\""
                + " actor=\"hedy\" actorId=\"local:user:[!-~]+\"] \uFEFFhedy: sign-in succeeded \\(password-only\\), from 127\\.0\\.0\\.1, through portal");
        await("a datagram").atMost(Patience.LIMIT).until(() -> message.matcher(datagram()).matches());

        try (Rsyslog rsyslog = Rsyslog.start(collected, collector)) {
            await("what was kept for the server").atMost(Patience.LIMIT).until(() -> rsyslog.received().anyMatch(line -> line.startsWith("sallyport|sign-in|86|[sallyport@32473 ")
                    && line.contains(" actor=\"hedy\" ") && line.contains("hedy: sign-in succeeded (password-only), from 127.0.0.1, through portal")));
        }
    }

    private String datagram() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[8192], 8192);
        datagrams.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }
}
