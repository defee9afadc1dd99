package org.sallyport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documentation shows is what stands in the tree, and what it points to is there. */
class DocsTest {

    private static final Path TREE = Path.of("../..").toAbsolutePath().normalize();
    /** {@code <!-- from PATH -->}, then a fenced block. */
    private static final Pattern QUOTED = Pattern.compile("<!-- from (\\S+) -->\\n```\\w*\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\((?![a-z]+:|#)([^)#\\s]+)");
    private static final Pattern COMMENT = Pattern.compile("\\s*(/\\*\\*|\\*|//|import|package).*|\\s*");

    private static List<Path> pages() throws IOException {
        try (Stream<Path> pages = Files.list(TREE.resolve("docs"))) {
            return Stream.concat(pages.filter(page -> page.toString().endsWith(".md")), Stream.of(TREE.resolve("README.md"))).sorted().toList();
        }
    }

    /** Whatever the indentation, and with dots where something was left out. */
    private static boolean quotes(String file, String quoted) {
        String joined = String.join("\n", file.lines().map(String::strip).toList());
        return Stream.of(quoted.split("(?m)^\\s*…\\s*$")).map(part -> String.join("\n", part.strip().lines().map(String::strip).toList()))
                .allMatch(joined::contains);
    }

    @Test
    void quotesWhatStandsInTheTree() throws IOException {
        int quotations = 0;
        for (Path page : pages()) {
            for (MatchResult quotation : QUOTED.matcher(Files.readString(page)).results().toList()) {
                assertTrue(quotes(Files.readString(TREE.resolve(quotation.group(1))), quotation.group(2)),
                        () -> page + " quotes what is not in " + quotation.group(1) + ": " + quotation.group(2));
                quotations++;
            }
        }
        assertFalse(quotations == 0);
    }

    @Test
    void pointsToWhatIsThere() throws IOException {
        List<String> dangling = new ArrayList<>();
        for (Path page : pages()) {
            LINK.matcher(Files.readString(page)).results().map(link -> link.group(1))
                    .filter(link -> Files.notExists(page.resolveSibling(link))).forEach(link -> dangling.add(page + " -> " + link));
        }
        assertEquals(List.of(), dangling);
    }

    @Test
    void theExampleOfADirectoryIsAsShortAsThePageSays() throws IOException {
        Path example = TREE.resolve("examples/org.example.directory.csv/src/main/java/org/example/directory/csv/CsvDirectory.java");
        long lines = Files.readAllLines(example).stream().filter(line -> !COMMENT.matcher(line).matches()).count();
        assertTrue(lines < 100, () -> lines + " lines");
    }
}
