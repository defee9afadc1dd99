package org.sallyport.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.sallyport.api.audit.AuditEvent.Action;
import org.sallyport.api.directory.InvalidEntryException.Rule;
import org.sallyport.api.licence.Licence;
import org.sallyport.web.Texts;
import org.sallyport.web.Wording;

class TextsTest {

    private final Wording wording = new Texts(ConsoleServlet.class).choose("en");

    private static Properties texts(String suffix) throws IOException {
        Properties texts = new Properties();
        try (Reader in = new InputStreamReader(TextsTest.class.getResourceAsStream("/texts" + suffix + ".properties"),
                StandardCharsets.UTF_8)) {
            texts.load(in);
        }
        return texts;
    }

    private static Set<String> found(String pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(matcher.groupCount()));
        }
        return found;
    }

    @Test
    void everyLanguageSaysTheSame() throws IOException {
        Properties english = texts("");
        for (String suffix : List.of("_fr", "_de")) {
            Properties other = texts(suffix);
            assertEquals(new TreeSet<>(english.stringPropertyNames()), new TreeSet<>(other.stringPropertyNames()), suffix);
            for (String key : english.stringPropertyNames()) {
                assertEquals(found("\\{\\d}", english.getProperty(key)), found("\\{\\d}", other.getProperty(key)), suffix + " " + key);
            }
        }
    }

    @Test
    void everyTextOfATemplateIsThere() throws IOException {
        for (Path template : files("src/main/resources/templates")) {
            for (String key : found("\\{\\{t\\.([^}]+)}}", Files.readString(template))) {
                assertTrue(wording.has(key), template + " " + key);
            }
        }
    }

    @Test
    void everyTextNamedByAPageIsThere() throws IOException {
        for (Path source : files("src/main/java/org/sallyport/console")) {
            for (String key : found("(?:ording(?:\\(\\))?\\.text|\\.title|\\.error|\\.warning|\\.nav|\\.confirm)\\(\"([a-zA-Z.-]+[a-zA-Z])\"",
                    Files.readString(source))) {
                assertTrue(wording.has(key), source + " " + key);
            }
        }
    }

    @Test
    void everyWordOfTheServicesHasAText() {
        for (Action action : Action.values()) {
            assertTrue(wording.has("event." + action), action.name());
        }
        for (Rule rule : Rule.values()) {
            assertTrue(wording.has("rule." + rule), rule.name());
        }
        for (Licence.Kind kind : Licence.Kind.values()) {
            assertTrue(wording.has("licence." + kind) && wording.has("licence." + kind + ".text"), kind.name());
        }
        for (String key : FakeAdministration.SETTINGS) {
            assertTrue(wording.has("setting." + key) && wording.has("setting." + key + ".help"), key);
        }
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return files.toList();
        }
    }
}
