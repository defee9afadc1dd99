package org.sallyport.launcher;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationCheckTest {

    private static final String ONE = """
            <?xml version="1.0" encoding="UTF-8"?>
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0">
              <OCD id="one" name="One">
                <AD id="lines" type="Integer" default="10" min="1" max="50" name="Lines"/>
                <AD id="loud" type="Boolean" default="false" name="Loud"/>
                <AD id="mode" type="String" default="a" name="Mode"><Option label="A" value="a"/><Option label="B" value="b"/></AD>
                <AD id="ratio" type="Double" default="0.5" min="0" max="1" name="Ratio"/>
                <AD id="secret" type="Password" required="false" min="8" name="Secret"/>
              </OCD>
              <Designate pid="org.example.one"><Object ocdref="one"/></Designate>
            </metatype:MetaData>
            """;
    private static final String MANY = """
            <?xml version="1.0" encoding="UTF-8"?>
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0">
              <OCD id="many" name="Many"><AD id="name" type="String" name="Name"/></OCD>
              <Designate factoryPid="org.example.many"><Object ocdref="many"/></Designate>
            </metatype:MetaData>
            """;

    @TempDir
    private Path directory;
    private Path conf;
    private ConfigurationCheck check;

    @BeforeEach
    void describe() throws IOException {
        conf = Files.createDirectory(directory.resolve("conf"));
        Path jar = directory.resolve("bundle.jar");
        try (OutputStream out = Files.newOutputStream(jar); ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> entry : Map.of("one.xml", ONE, "many.xml", MANY).entrySet()) {
                zip.putNextEntry(new ZipEntry("OSGI-INF/metatype/" + entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        check = new ConfigurationCheck(Metatype.of(List.of(jar)), Map.of("sallyport.home", "/home"));
    }

    private String refusal(String file, String text) throws IOException {
        Files.writeString(conf.resolve(file), text);
        Refusal refusal = assertThrows(Refusal.class, () -> check.check(conf));
        assertEquals(2, refusal.exitCode());
        return refusal.getMessage();
    }

    @Test
    void acceptsWhatTheBundlesDescribe() throws IOException {
        Files.writeString(conf.resolve("org.example.one.cfg"),
                "lines = 50\nloud=true\nmode=b\nratio=0.25\nsecret = 12345678\nstore.target = (name=local)\n");
        Files.writeString(conf.resolve("org.example.many-first.cfg"), "name = ${sallyport.home}/é\n");
        Files.writeString(conf.resolve("org.example.many~second.cfg"), "name =\n");
        Files.writeString(conf.resolve("server.cfg"), "anything = the launcher's own affair\n");
        Files.writeString(conf.resolve("logback.xml"), "<configuration/>");
        assertDoesNotThrow(() -> check.check(conf));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "line = 1            | key 'line' is unknown; allowed: lines, loud, mode, ratio, secret",
        "lines = 0           | key 'lines' has '0', which is not allowed; allowed: a whole number of 1 to 50",
        "lines = 51          | key 'lines' has '51', which is not allowed; allowed: a whole number of 1 to 50",
        "lines = ten         | key 'lines' has 'ten', which is not allowed; allowed: a whole number of 1 to 50",
        "lines =             | key 'lines' has '', which is not allowed; allowed: a whole number of 1 to 50",
        "loud = yes          | key 'loud' has 'yes', which is not allowed; allowed: true, false",
        "mode = c            | key 'mode' has 'c', which is not allowed; allowed: a, b",
        "ratio = 1.5         | key 'ratio' has '1.5', which is not allowed; allowed: a number of 0 to 1",
        "store.target = (a   | key 'store.target' is not an LDAP filter; allowed: such as (name=value)",
        "mode = ${nothing}   | key 'mode' refers to ${nothing}, which is not set; allowed: ${env:NAME}, ${sallyport.home}"})
    void refusesInOneLine(String line, String message) throws IOException {
        assertEquals("conf/org.example.one.cfg: " + message, refusal("org.example.one.cfg", line));
    }

    @Test
    void keepsPasswordsToItself() throws IOException {
        String message = refusal("org.example.one.cfg", "secret = hunter2");
        assertFalse(message.contains("hunter2"), message);
    }

    @Test
    void refusesComponentsNobodyKnows() throws IOException {
        assertEquals("conf/org.example.two.cfg: no component is called 'org.example.two'; allowed: org.example.many, org.example.one",
                refusal("org.example.two.cfg", ""));
    }

    @Test
    void tellsOneFromMany() throws IOException {
        assertEquals("conf/org.example.many.cfg: there may be several of 'org.example.many'; allowed: org.example.many-NAME.cfg",
                refusal("org.example.many.cfg", "name = x"));
        Files.delete(conf.resolve("org.example.many.cfg"));
        assertEquals("conf/org.example.one-x.cfg: there is only one 'org.example.one'; allowed: org.example.one.cfg",
                refusal("org.example.one-x.cfg", ""));
    }

    @Test
    void missesWhatHasNoDefault() throws IOException {
        assertEquals("conf/org.example.many-x.cfg: key 'name' is missing; allowed: text", refusal("org.example.many-x.cfg", ""));
    }

    @Test
    void refusesWhatIsNotText() throws IOException {
        Files.write(conf.resolve("org.example.one.cfg"), new byte[] {'m', 'o', 'd', 'e', '=', (byte) 0xff});
        Refusal refusal = assertThrows(Refusal.class, () -> check.check(conf));
        assertTrue(refusal.getMessage().contains("is not UTF-8 text"), refusal.getMessage());
    }
}
