package org.sallyport.portal;

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
import org.sallyport.api.signin.Outcome.Reason;
import org.sallyport.web.Texts;
import org.sallyport.web.Wording;

class TextsTest {

    private static Properties texts(String suffix) throws IOException {
        Properties texts = new Properties();
        try (Reader in = new InputStreamReader(TextsTest.class.getResourceAsStream("/texts" + suffix + ".properties"), StandardCharsets.UTF_8)) {
            texts.load(in);
        }
        return texts;
    }

    private static Set<String> slots(String text) {
        Set<String> slots = new TreeSet<>();
        Matcher slot = Pattern.compile("\\{\\d}").matcher(text);
        while (slot.find()) {
            slots.add(slot.group());
        }
        return slots;
    }

    @Test
    void everyLanguageSaysTheSame() throws IOException {
        Properties english = texts("");
        for (String suffix : List.of("_fr", "_de")) {
            Properties other = texts(suffix);
            assertEquals(new TreeSet<>(english.stringPropertyNames()), new TreeSet<>(other.stringPropertyNames()), suffix);
            for (String key : english.stringPropertyNames()) {
                assertEquals(slots(english.getProperty(key)), slots(other.getProperty(key)), suffix + " " + key);
            }
        }
    }

    @Test
    void everyReasonAndEveryTextOfATemplateIsThere() throws IOException {
        Wording wording = new Texts(PortalServlet.class).choose("en");
        for (Reason reason : Reason.values()) {
            assertTrue(wording.has("refused." + reason), reason.name());
        }
        try (Stream<Path> templates = Files.list(Path.of("src/main/resources/templates"))) {
            for (Path template : templates.toList()) {
                Matcher text = Pattern.compile("\\{\\{t\\.([^}]+)}}").matcher(Files.readString(template));
                while (text.find()) {
                    assertTrue(wording.has(text.group(1)), template + " " + text.group(1));
                }
            }
        }
    }

    /** It is written into the page as it is. */
    @Test
    void thePictureSLabelNeedsNoEscaping() {
        for (String language : List.of("en", "fr", "de")) {
            assertTrue(new Texts(PortalServlet.class).choose(language).text("enrol.qr").matches("[\\p{L}\\p{Pd}', ]+"), language);
        }
    }
}
