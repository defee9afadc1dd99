package org.sallyport.web;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.sallyport.web.internal.Icons;
import org.sallyport.web.internal.Templates;

/** For the unit tests of a face: whether its texts are complete in every language, and its templates in order. */
public final class FaceCheck {

    private static final Pattern SLOT = Pattern.compile("\\{\\d}");
    private static final Pattern TEXT = Pattern.compile("\\{\\{\\{?\\s*t\\.([\\w.-]+)");
    private static final Pattern ICON = Pattern.compile("\\{\\{#icon}}([a-z-]*)\\{\\{/icon}}");
    private static final Pattern POST = Pattern.compile("<form[^>]*method=\"?post.*?</form>", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern INLINE = Pattern.compile("\\s(style|on[a-z]+)=|<script(?! src=)|<style|javascript:", Pattern.CASE_INSENSITIVE);

    private final List<String> problems = new ArrayList<>();

    private FaceCheck() { }

    /**
     * What is wrong, one sentence each; empty when all is well.
     *
     * @param face any class of the face's bundle
     * @param templates the folder of its templates, for example {@code src/main/resources/templates}
     */
    public static List<String> problems(Class<?> face, Path templates) throws IOException {
        return problems(face, "/texts", templates);
    }

    static List<String> problems(Class<?> face, String base, Path templates) throws IOException {
        FaceCheck check = new FaceCheck();
        check.texts(face, base);
        Wording wording = new Texts(face).wording(Locale.UK);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(templates, "*.html")) {
            for (Path file : files) {
                check.template(file, face, wording);
            }
        }
        Collections.sort(check.problems);
        return check.problems;
    }

    private void texts(Class<?> face, String base) {
        Map<Locale, Map<String, String>> byLanguage = Texts.LANGUAGES.stream().collect(Collectors.toMap(
                language -> language, language -> Texts.read(face, base, language).orElse(Map.of())));
        Set<String> keys = new TreeSet<>();
        byLanguage.values().forEach(texts -> keys.addAll(texts.keySet()));
        for (String key : keys) {
            Set<Set<String>> slots = byLanguage.values().stream().filter(texts -> texts.containsKey(key))
                    .map(texts -> slots(texts.get(key))).collect(Collectors.toSet());
            if (slots.size() > 1) {
                problems.add("text " + key + " takes different arguments in different languages");
            }
            byLanguage.forEach((language, texts) -> {
                if (texts.getOrDefault(key, "").isBlank()) {
                    problems.add("text " + key + " is missing in " + language);
                }
            });
        }
    }

    private void template(Path file, Class<?> face, Wording wording) throws IOException {
        String name = file.getFileName().toString().replaceAll("\\.html$", "");
        String source = Files.readString(file);
        try {
            new Templates(face).get(name);
        } catch (RuntimeException e) {
            problems.add("template " + name + ": " + e.getMessage());
        }
        found(TEXT, source).stream().filter(key -> !wording.has(key))
                .forEach(key -> problems.add("template " + name + ": there is no text " + key));
        for (String icon : found(ICON, source)) {
            try {
                Icons.svg(icon);
            } catch (IllegalArgumentException e) {
                problems.add("template " + name + ": " + e.getMessage());
            }
        }
        Matcher forms = POST.matcher(source);
        while (forms.find()) {
            if (!forms.group().contains("{{#csrf}}")) {
                problems.add("template " + name + ": a form is posted without its token");
            }
        }
        if (INLINE.matcher(source).find()) {
            problems.add("template " + name + ": the content security policy forbids inline script and style");
        }
    }

    private static Set<String> slots(String text) {
        return SLOT.matcher(text).results().map(result -> result.group()).collect(Collectors.toSet());
    }

    private static Set<String> found(Pattern pattern, String source) {
        return pattern.matcher(source).results().map(result -> result.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }
}
