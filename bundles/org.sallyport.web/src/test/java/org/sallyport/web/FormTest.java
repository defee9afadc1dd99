package org.sallyport.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {

    private static Form form(String value) {
        return new Form(Map.of("f", List.of(value)));
    }

    @Test
    void namesAreComposedAndTrimmed() {
        assertEquals("Zo\u00eb", form("  Zoe\u0308 ").name("f"));
        assertEquals("", form("x").name("absent"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\nb", "a\u007fb", "a\u0085b", "a\u2028b", "a\u202eb", "a\u2066b", "a\ufeffb", "a\u0378b"})
    void namesHoldNoCharactersThatDeceive(String name) {
        BadInput e = assertThrows(BadInput.class, () -> form(name).name("f"));
        assertEquals("f", e.field());
        assertEquals("problem.characters", e.reason());
    }

    @Test
    void lengthsAreLimited() {
        assertEquals(200, form("x".repeat(200)).name("f").length());
        assertThrows(BadInput.class, () -> form("x".repeat(201)).name("f"));
        assertEquals(1024, form("x".repeat(1024)).password("f").length);
        assertThrows(BadInput.class, () -> form("x".repeat(1025)).password("f"));
        assertThrows(BadInput.class, () -> form("1".repeat(33)).code("f"));
    }

    @Test
    void lengthCountsAfterComposingToo() {
        // U+0344 composes to two characters: what fitted when it came does not fit as it is kept.
        assertThrows(BadInput.class, () -> form("\u0344".repeat(150)).name("f"));
    }

    @Test
    void passwordsStayAsTyped() {
        assertArrayEquals(" Zoe\u0308\t ".toCharArray(), form(" Zoe\u0308\t ").password("f"));
    }

    @ParameterizedTest
    @CsvSource({"123456,123456", "'123 456',123456", "' 123-456 ',123456", "'123\u00a0456',123456", "'123\u200b456',123456",
        "'\uff11\uff12\uff13456',123456", "'\u0661\u0662\u0663456',123456", "12a456,12a456"})
    void codesAreForgiving(String typed, String code) {
        assertEquals(code, form(typed).code("f"));
    }

    @Test
    void numbersAreBounded() {
        assertEquals(OptionalInt.of(7), form("7").number("f", 1, 10));
        assertEquals(OptionalInt.empty(), form("").number("f", 1, 10));
        assertEquals(OptionalInt.empty(), form("7").number("absent", 1, 10));
        for (String bad : List.of("0", "11", "x", "1.5", "99999999999", "999999999999")) {
            assertThrows(BadInput.class, () -> form(bad).number("f", 1, 10), bad);
        }
    }

    @Test
    void fieldGivenTwiceIsRefusedUnlessItMayRepeat() {
        Form form = new Form(Map.of("f", List.of("a", "b")));
        assertThrows(BadInput.class, () -> form.name("f"));
        assertEquals(List.of("a", "b"), form.all("f"));
    }
}
