package org.sallyport.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

import org.sallyport.web.internal.Templates;

/**
 * The texts of one face in every language, over those of the kit; immutable. Files are {@code /texts.properties} (English),
 * {@code /texts_fr.properties} and {@code /texts_de.properties} in the face's bundle, UTF-8.
 */
public final class Texts {

    /** The languages there are texts for; the first is what everybody else gets. */
    public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.FRENCH, Locale.GERMAN);

    /** Headers are chosen by strangers, so what is remembered of them is bounded. */
    private static final int REMEMBERED_HEADERS = 256;

    private final Map<String, Map<String, String>> byLanguage = new HashMap<>();
    private final Map<String, Wording> byHeader = new ConcurrentHashMap<>();
    private final Wording english;

    /** @param face any class of the face's bundle */
    public Texts(Class<?> face) {
        for (Locale language : LANGUAGES) {
            Map<String, String> texts = new HashMap<>();
            read(Templates.class, "texts", language).ifPresent(texts::putAll);
            read(face, "/texts", language).ifPresent(texts::putAll);
            byLanguage.put(language.getLanguage(), texts);
        }
        english = wording(Locale.UK);
    }

    /** The wording for an Accept-Language header; English if it is null, malformed or asks for nothing we speak. */
    public Wording choose(String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.length() > 200) {
            return english;
        }
        Wording known = byHeader.get(acceptLanguage);
        if (known == null) {
            known = wording(spoken(acceptLanguage));
            if (byHeader.size() < REMEMBERED_HEADERS) {
                byHeader.put(acceptLanguage, known);
            }
        }
        return known;
    }

    /** The wording for a locale whose language is one of {@link #LANGUAGES}. */
    public Wording wording(Locale locale) {
        return new Wording(locale, byLanguage.get(locale.getLanguage()), byLanguage.get("en"));
    }

    private static Locale spoken(String acceptLanguage) {
        List<Locale.LanguageRange> ranges;
        try {
            ranges = Locale.LanguageRange.parse(acceptLanguage);
        } catch (IllegalArgumentException e) {
            return Locale.UK;
        }
        return ranges.stream()
                .filter(range -> range.getWeight() > 0)
                .map(range -> Locale.forLanguageTag(range.getRange()))
                .filter(wanted -> LANGUAGES.stream().anyMatch(l -> l.getLanguage().equals(wanted.getLanguage())))
                .findFirst()
                // Plain "en" would write dates as in the United States, which the rest of the world misreads.
                .map(wanted -> wanted.equals(Locale.ENGLISH) ? Locale.UK : wanted)
                .orElse(Locale.UK);
    }

    /** The texts of one file; empty if the file is not there. */
    static Optional<Map<String, String>> read(Class<?> anchor, String base, Locale language) {
        String name = base + (language.equals(Locale.ENGLISH) ? "" : "_" + language.getLanguage()) + ".properties";
        try (InputStream in = anchor.getResourceAsStream(name)) {
            if (in == null) {
                return Optional.empty();
            }
            Properties properties = new Properties();
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            Map<String, String> texts = new HashMap<>();
            properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
            return Optional.of(texts);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
