package org.sallyport.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFormatTest {

    @TempDir
    private Path conf;
    private Path logback;

    @BeforeEach
    void shipped() throws IOException {
        logback = Files.copy(Path.of("src/main/conf/logback.xml"), conf.resolve("logback.xml"));
    }

    private String refusal(String value) {
        Refusal refusal = assertThrows(Refusal.class, () -> LogFormat.of(Map.of("log.format", value), logback));
        assertEquals(2, refusal.exitCode());
        return refusal.getMessage();
    }

    @Test
    void isTextUnlessAskedForJson() {
        assertEquals("text", LogFormat.of(Map.of(), logback).appender());
        assertEquals("text", LogFormat.of(Map.of("log.format", "text"), logback).appender());
        assertEquals("json", LogFormat.of(Map.of("log.format", "json"), logback).appender());
    }

    @Test
    void refusesOtherFormats() {
        assertEquals("conf/server.cfg: key 'log.format' is 'xml'; allowed: text, json", refusal("xml"));
    }

    @Test
    void refusesWhatAnOlderLogbackXmlWouldNotHeed() throws IOException {
        Files.writeString(logback, "<configuration/>");
        assertTrue(refusal("json").contains("conf/logback.xml"), () -> refusal("json"));
        assertEquals("text", LogFormat.of(Map.of(), logback).appender());
    }
}
