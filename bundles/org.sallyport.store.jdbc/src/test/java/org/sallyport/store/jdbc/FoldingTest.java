package org.sallyport.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldingTest {

    @Test
    void wordsAreWhatStandsBetweenBlanksAndPunctuation() {
        assertEquals(List.of("zoë", "ann", "marie", "o", "hara"), List.copyOf(Folding.words("Zoë  Ann-Marie\tO'Hara, (ann)")));
        assertEquals(List.of("j", "smith", "example", "org"), List.copyOf(Folding.words("j.smith@example.org")));
        assertEquals(List.of("\uD83E\uDD8A"), List.copyOf(Folding.words(" \uD83E\uDD8A ")));
        assertEquals(List.of(), List.copyOf(Folding.words(" -- ")));
    }

    @Test
    void compatibleFormsAreOne() {
        assertEquals("fi1", Folding.fold("\uFB01\u2460"));
        assertEquals("zo\u00eb", Folding.fold("ZOE\u0308"));
    }

    @Test
    void aPatternFindsItsTextOnly() {
        assertEquals("%100!%!_!!%", Folding.part("100%_!"));
    }

    @Test
    void factorsAreReadable() {
        Map<String, Instant> factors = Map.of("totp", Instant.ofEpochMilli(2), "password", Instant.ofEpochMilli(1));
        assertEquals("password=1;totp=2", Factors.format(factors));
        assertEquals(factors, Factors.parse("password=1;totp=2"));
        assertEquals(Map.of(), Factors.parse(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "=1", "a=b", "a=1;", ";"})
    void whatIsNoFactorsIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Factors.parse(text));
    }
}
