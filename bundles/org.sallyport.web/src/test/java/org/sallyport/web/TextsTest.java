package org.sallyport.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.sallyport.api.paging.Count;
import org.sallyport.web.internal.Templates;

class TextsTest {

    private final Texts texts = new Texts(TextsTest.class);

    @Test
    void kitSpeaksAllLanguagesAndItsTemplatesAreInOrder() throws Exception {
        Path templates = Path.of("src/main/resources/org/sallyport/web/internal/templates");
        assertEquals(List.of(), FaceCheck.problems(Templates.class, "texts", templates));
    }

    @Test
    void checkFindsWhatIsWrong(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("bad.html"),
                "<form method=\"post\" onsubmit=\"x\">{{t.no.such}}{{#icon}}unicorn{{/icon}}</form>");
        List<String> problems = FaceCheck.problems(TextsTest.class, folder);
        assertTrue(problems.contains("text gallery.title is missing in fr"), problems::toString);
        assertTrue(problems.contains("template bad: there is no text no.such"), problems::toString);
        assertTrue(problems.contains("template bad: there is no icon unicorn"), problems::toString);
        assertTrue(problems.contains("template bad: a form is posted without its token"), problems::toString);
        assertTrue(problems.contains("template bad: the content security policy forbids inline script and style"), problems::toString);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "-|en-GB", "''|en-GB", "en|en-GB", "en-US,en;q=0.5|en-US", "fr|fr", "fr-CH, fr;q=0.9, en;q=0.8|fr-CH", "de;q=0.5,fr;q=0.9|fr",
        "es,it;q=0.9|en-GB", "es,de;q=0.1|de", "de;q=0,fr;q=0.1|fr", ";;;q=nonsense|en-GB", "*|en-GB"})
    void languageIsChosenByHeader(String header, String locale) {
        assertEquals(locale, texts.choose(header).locale().toLanguageTag());
    }

    @Test
    void countsAreWordedAsEachLanguageCounts() {
        assertEquals("1,234", texts.wording(Locale.UK).count(Count.exactly(1234)));
        assertEquals("more than 1,000", texts.wording(Locale.UK).count(Count.atLeast(1000)));
        assertEquals("mehr als 1.000", texts.wording(Locale.GERMAN).count(Count.atLeast(1000)));
        assertEquals("", texts.wording(Locale.UK).count(Count.unknown()));
        assertEquals("one thing", texts.wording(Locale.UK).count("test.things", 1));
        assertEquals("0 things in the box", texts.wording(Locale.UK).count("test.things", 0, "the box"));
        assertEquals("one thing", texts.wording(Locale.FRENCH).count("test.things", 0));
    }

    @Test
    void argumentsAreFilledInAndNothingElseIsSpecial() {
        Wording wording = texts.wording(Locale.UK);
        assertEquals("it's {x} {0 ada, ada; 1,000 {9}", wording.text("test.odd", "ada", 1000));
        assertEquals("{1}", wording.text("test.echo", "{1}", "not filled in again"));
        assertEquals("no.such.key", wording.text("no.such.key"));
    }

    @Test
    void momentsNameTheirZone() {
        Moment moment = texts.wording(Locale.UK).moment(Instant.parse("2026-11-24T05:04:03.9Z"));
        assertEquals("2026-11-24T05:04:03Z", moment.iso());
        assertTrue(moment.text().matches(".*2026.* \\S+"), moment::text);
    }
}
