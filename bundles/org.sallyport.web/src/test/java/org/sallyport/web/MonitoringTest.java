package org.sallyport.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.sallyport.testkit.face.Exchange;
import org.sallyport.web.faces.MonitoringKey;

/** Numbers and details are for this machine, and for those who show the token. */
class MonitoringTest {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String OTHER = "fedcba9876543210fedcba9876543210";

    @TempDir
    private Path home;
    private Path file;

    /** A servlet that answers 200 to those who may. */
    private static final class Guarded extends FaceServlet {
        private static final long serialVersionUID = 1L;
        private final transient Monitoring monitoring;

        Guarded(Monitoring monitoring) {
            this.monitoring = monitoring;
        }

        @Override
        protected void routes(Routes table) {
            table.get("/x", visit -> monitoring.opensTo(visit) ? Reply.json(200, "{}") : monitoring.refusal());
        }
    }

    @BeforeEach
    void conf() throws IOException {
        file = Files.createDirectories(home.resolve("conf")).resolve("monitoring.token");
    }

    private static Exchange stranger() {
        return new Exchange("GET", "/x");
    }

    private static Exchange showing(String header) {
        return stranger().header("Authorization", header);
    }

    private MonitoringKey byFile() {
        return new MonitoringKey("", "", home.toString());
    }

    private static int status(Exchange exchange, Monitoring monitoring) throws Exception {
        return exchange.sentTo(new Guarded(monitoring)).status();
    }

    private void write(String text, String mode, int second) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(second)));
    }

    @Test
    void withoutATokenThereIsOnlyThisMachine() throws Exception {
        assertEquals(200, status(stranger().from("127.0.0.1"), byFile()));
        assertEquals(200, status(stranger().from("0:0:0:0:0:0:0:1"), byFile()));
        assertEquals(401, status(showing("Bearer " + TOKEN), byFile()));
        assertEquals(401, status(showing("Bearer "), byFile()));
        Exchange refused = stranger().sentTo(new Guarded(byFile()));
        assertEquals(401, refused.status());
        assertEquals("Bearer", refused.headers().get("WWW-Authenticate"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via"})
    void aProxyOnThisMachineIsNotThisMachine(String header) throws Exception {
        assertEquals(401, status(stranger().from("127.0.0.1").header(header, "127.0.0.1"), byFile()));
    }

    @Test
    void theTokenOpensFromAnywhere() throws Exception {
        write(TOKEN + "\n", "rw-------", 1);
        MonitoringKey key = byFile();
        assertEquals(200, status(showing("Bearer " + TOKEN), key));
        assertEquals(200, status(showing("bearer  " + TOKEN).header("X-Forwarded-For", "192.0.2.1"), key));
        for (String wrong : new String[] {"", TOKEN, "Basic " + TOKEN, "Bearer " + OTHER, "Bearer " + TOKEN + "0", "Bearer " + TOKEN.substring(1)}) {
            assertEquals(401, status(showing(wrong), key), wrong);
        }
    }

    @Test
    void anotherTokenIsTakenUp() throws Exception {
        write(TOKEN, "r--------", 1);
        MonitoringKey key = byFile();
        assertEquals(200, status(showing("Bearer " + TOKEN), key));
        Files.delete(file);
        assertEquals(401, status(showing("Bearer " + TOKEN), key));
        write(OTHER, "rw-------", 2);
        assertEquals(401, status(showing("Bearer " + TOKEN), key));
        assertEquals(200, status(showing("Bearer " + OTHER), key));
    }

    @Test
    void aFileThatOthersMayReadOpensNothing() throws Exception {
        write(TOKEN, "rw-r-----", 1);
        MonitoringKey key = byFile();
        assertEquals(401, status(showing("Bearer " + TOKEN), key));
        write(TOKEN, "rw-------", 1);
        assertEquals(200, status(showing("Bearer " + TOKEN), key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "0123456789abcdef 0123456789abcdef", "\n0123456789abcdef0123456789abcdef"})
    void whatIsNoTokenOpensNothing(String text) throws Exception {
        write(text, "rw-------", 1);
        assertEquals(401, status(showing("Bearer " + text.strip()), byFile()));
    }

    @Test
    void theEnvironmentTakesThePlaceOfTheFile() throws Exception {
        write(OTHER, "rw-------", 1);
        MonitoringKey key = new MonitoringKey("", TOKEN, home.toString());
        assertEquals(200, status(showing("Bearer " + TOKEN), key));
        assertEquals(401, status(showing("Bearer " + OTHER), key));
        String refusal = assertThrows(IllegalArgumentException.class, () -> new MonitoringKey("", "too short", null)).getMessage();
        assertTrue(refusal.contains("'.token'"), refusal);
        assertFalse(refusal.contains("too short"), "a secret is never repeated");
    }
}
