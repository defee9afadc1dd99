package org.sallyport.itests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the page for programs tells people to paste into a shell does what the page says, in the order of the page. */
class RecipesIT {

    private static final Home HOME = Home.fresh("recipes");
    private static final Pattern BLOCK = Pattern.compile("(?s)```\\n(.*?)```");

    private static Server server;

    @BeforeAll
    static void start() {
        server = Server.start(HOME, "--demo");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyBlockOfThePageWorksAsItStands() throws Exception {
        List<String> blocks = BLOCK.matcher(Files.readString(Path.of("../../docs/api.md"))).results()
                .map(block -> block.group(1)).toList();
        assertTrue(blocks.size() > 8, blocks::toString);
        Path folder = Files.createDirectories(HOME.path().resolveSibling("recipes-files"));
        Files.deleteIfExists(folder.resolve("bin"));
        Files.createSymbolicLink(folder.resolve("bin"), Home.DISTRIBUTION.resolve("bin"));
        String said = bash(folder, blocks.stream().map(block -> "echo '#'\n" + block).collect(Collectors.joining())
                .replace("https://portal.example.org", server.url().toString()));

        assertEquals("Accounting", ask("/members").at("/items/0/name").asText(), said);
        assertTrue(said.contains("\nannie\n"), "who has not set up a phone: " + said);
        assertEquals("Wiki", ask("/applications").at("/items/0/name").asText(), said);
        assertEquals("12", ask("/settings/session.hours").get("value").asText(), said);
        assertTrue(said.contains("\"codeNeeded\":"), said);
        assertTrue(said.contains("\"change-setting\""), "the export has what was changed: " + said);
        assertEquals("help desk", ask("/tokens").at("/items/0/name").asText(), said);
        assertFalse(said.contains(Api.hostToken(HOME)), said);
    }

    private static JsonNode ask(String path) {
        return new Api(server).send("GET", path, Api.hostToken(HOME), Map.of(), null).json();
    }

    private static String bash(Path folder, String script) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script).directory(folder.toFile());
        builder.environment().putAll(Map.of("TOKEN", Api.hostToken(HOME), "URL", server.url() + "/api/v1",
                "SALLYPORT_HOME", HOME.path().toString()));
        Path said = folder.resolve("said");
        Process process = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
        assertTrue(process.waitFor(2, TimeUnit.MINUTES), "it hangs");
        assertEquals(0, process.exitValue(), () -> "it stops in the middle: " + read(said));
        return read(said);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
