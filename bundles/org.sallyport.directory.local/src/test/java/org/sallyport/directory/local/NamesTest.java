package org.sallyport.directory.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.api.directory.InvalidEntryException;
import org.sallyport.api.directory.InvalidEntryException.Rule;

class NamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "alice", "Alice.Archer", "alice+1@example.org", "o'hara", "jean-luc", "x_y", "7up", "zoë", "анна", "Ελένη",
        "田中", "ひろし", "김철수", "علي", "अनिता", "anna.иванова", "tanaka-田中"})
    void takesLoginNamesOfAnyScript(String login) throws Exception {
        assertEquals(login, Names.login(login));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-alice", ".", "@", "a b", "a/b", "a\\b", "a:b", "a,b", "a=b", "a(b", "a*", "a%", "<a>", "a\"", "a&b", "a;b", "a\tb",
        "a\0b", "a\u200bb", "a\u202eb", "a\u2066b", "a\ufeffb", "a\u00adb", "a\ud800", "😀", "a😀", "\u0308a", "a\uE000"})
    void refusesWhatHasNoPlaceInALogin(String login) {
        assertRule(Rule.FORBIDDEN_CHARACTERS, () -> Names.login(login));
    }

    @ParameterizedTest
    @ValueSource(strings = {"аlice", "alicе", "pаypal", "αlice", "Οscar", "admin.аlice", "mµller"})
    void refusesLettersThatOnlyLookLikeOthers(String login) {
        assertRule(Rule.FORBIDDEN_CHARACTERS, () -> Names.login(login));
        assertRule(Rule.FORBIDDEN_CHARACTERS, () -> Names.group(login));
    }

    @Test
    void countsCharacters() throws Exception {
        assertEquals(64, Names.login("a".repeat(64)).length());
        assertRule(Rule.TOO_LONG, () -> Names.login("a".repeat(65)));
        assertRule(Rule.TOO_LONG, () -> Names.login("a".repeat(1_000_000)));
        assertEquals(64, Names.login("\uD842\uDFB7".repeat(64)).codePointCount(0, 128));
        assertRule(Rule.EMPTY, () -> Names.login(""));
        assertRule(Rule.EMPTY, () -> Names.login(" \u00a0\t "));
        assertEquals("a".repeat(100), Names.display("a".repeat(100)));
        assertRule(Rule.TOO_LONG, () -> Names.display("a".repeat(101)));
        assertRule(Rule.TOO_LONG, () -> Names.group("a".repeat(65)));
    }

    @Test
    void composesAndTrims() throws Exception {
        assertEquals("zo\u00eb", Names.login("  zoe\u0308 "));
        assertEquals("Night Shift", Names.group(" Night  \u00a0Shift "));
    }

    @Test
    void groupsMayHaveSpacesAndMore() throws Exception {
        for (String name : new String[] {"Domain Users", "R&D", "Sales (EMEA), west", "Team #7", "Büro / Wien", "C++"}) {
            assertEquals(name, Names.group(name));
        }
        for (String name : new String[] {"a<b", "a*", "a\u202eb", "(x)", "a\nb"}) {
            assertRule(Rule.FORBIDDEN_CHARACTERS, () -> Names.group(name));
        }
    }

    @Test
    void displayNamesTakeEverythingThatIsVisible() throws Exception {
        for (String name : new String[] {"Dr. Zoë Ångström (she)", "田中 ひろし", "O'Hara & Søn", "😀 Smiley", "<b>Bob</b>"}) {
            assertEquals(name, Names.display(name));
        }
        for (String name : new String[] {"a\u202eb", "a\u200bb", "a\u0007b", "a\u2028b", "a\ud800"}) {
            assertRule(Rule.FORBIDDEN_CHARACTERS, () -> Names.display(name));
        }
    }

    @Test
    void comparesWithoutCaseWidthAndComposition() {
        for (String same : new String[] {"strasse", "STRASSE", "Straße", "ｓｔｒａｓｓｅ", " straße "}) {
            assertEquals("strasse", Names.key(same));
        }
        assertEquals(Names.key("zo\u00eb"), Names.key("ZOE\u0308"));
        assertEquals(Names.key("ΟΔΥΣΣΕΥΣ"), Names.key("οδυσσευς"));
        assertEquals(Names.key("ali"), Names.key("alı"), "a dotless i is told from an i in lower case only");
        assertNotEquals(Names.key("zoe"), Names.key("zoë"));
    }

    private static void assertRule(Rule rule, Executable name) {
        assertEquals(rule, assertThrows(InvalidEntryException.class, name).rule());
    }
}
