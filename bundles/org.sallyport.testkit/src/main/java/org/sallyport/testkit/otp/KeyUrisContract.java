package org.sallyport.testkit.otp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.api.otp.KeyUris;
import org.sallyport.api.otp.OtpParameters;
import org.sallyport.api.otp.OtpParameters.Algorithm;

/** The rules of {@link KeyUris}. */
public abstract class KeyUrisContract {

    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final String KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    /** What is to be tested; may be the same one each time. */
    protected abstract KeyUris keyUris();

    @Test
    void writesTheShortestUriForTheDefaults() {
        assertEquals("otpauth://totp/Sallyport:alice?secret=" + KEY + "&issuer=Sallyport",
                keyUris().uri("Sallyport", "alice", SECRET, OtpParameters.DEFAULT));
    }

    @Test
    void addsOnlyTheParametersThatAreNotDefaults() {
        assertEquals(Map.of("secret", KEY, "issuer", "A", "algorithm", "SHA256"),
                query(keyUris().uri("A", "b", SECRET, new OtpParameters(Algorithm.SHA256, 6, Duration.ofSeconds(30)))));
        assertEquals(Map.of("secret", KEY, "issuer", "A", "digits", "8"),
                query(keyUris().uri("A", "b", SECRET, new OtpParameters(Algorithm.SHA1, 8, Duration.ofSeconds(30)))));
        assertEquals(Map.of("secret", KEY, "issuer", "A", "period", "60"),
                query(keyUris().uri("A", "b", SECRET, new OtpParameters(Algorithm.SHA1, 6, Duration.ofMinutes(1)))));
        assertEquals(Map.of("secret", KEY, "issuer", "A", "algorithm", "SHA512", "digits", "7", "period", "15"),
                query(keyUris().uri("A", "b", SECRET, new OtpParameters(Algorithm.SHA512, 7, Duration.ofSeconds(15)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACME Co", "100%", "a+b", "R&D", "Füße & Söhne", "Большой театр", "株式会社", "🚪🔑 doors", "a/b?c#d", "x=y",
        "\"quoted\"", "o'neil", "a@b.example", "tilde~dash-dot.under_", "ünïcödé", "%41", "%", "&issuer=Evil", "\\"})
    void whatGoesInComesOut(String text) {
        String uri = keyUris().uri(text, text, SECRET, OtpParameters.DEFAULT);
        assertTrue(uri.chars().allMatch(c -> c > 0x20 && c < 0x7f), "plain ASCII, no spaces");
        assertFalse(uri.contains("+"), "some apps show a plus as it is, others as a space");
        assertEquals(text + ":" + text, label(uri));
        assertEquals(Map.of("secret", KEY, "issuer", text), query(uri));
    }

    @Test
    void writesASpaceAsPercent20() {
        assertTrue(keyUris().uri("My Company", "jane doe", SECRET, OtpParameters.DEFAULT)
                .startsWith("otpauth://totp/My%20Company:jane%20doe?"));
    }

    @Test
    void replacesColonsBySpaces() {
        String uri = keyUris().uri("ACME:East", "corp:jane", SECRET, OtpParameters.DEFAULT);
        assertEquals("ACME East:corp jane", label(uri));
        assertEquals("ACME East", query(uri).get("issuer"));
        assertFalse(uri.contains("%3A"));
    }

    @Test
    void issuerIsTheSameInLabelAndParameter() {
        String uri = keyUris().uri("  Sally: Port ", "alice", SECRET, OtpParameters.DEFAULT);
        assertEquals(query(uri).get("issuer"), label(uri).substring(0, label(uri).indexOf(':')));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", ":", " : "})
    void refusesBlankIssuerAndAccount(String blank) {
        assertThrows(IllegalArgumentException.class, () -> keyUris().uri(blank, "alice", SECRET, OtpParameters.DEFAULT));
        assertThrows(IllegalArgumentException.class, () -> keyUris().uri("Sallyport", blank, SECRET, OtpParameters.DEFAULT));
    }

    /** RFC 4648 §10, without padding. */
    @ParameterizedTest
    @CsvSource({"f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB", "foobar, MZXW6YTBOI"})
    void writesTheKeyAsBase32WithoutPadding(String secret, String key) {
        assertEquals(key, keyUris().key(secret.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void leavesTheSecretAsItWas() {
        byte[] secret = SECRET.clone();
        keyUris().uri("A", "b", secret, OtpParameters.DEFAULT);
        keyUris().key(secret);
        assertArrayEquals(SECRET, secret);
    }

    private static String label(String uri) {
        URI parsed = URI.create(uri);
        assertEquals("otpauth", parsed.getScheme());
        assertEquals("totp", parsed.getHost());
        return parsed.getPath().substring(1);
    }

    /** Split first, decoded afterwards, as apps do; by {@code URI}, which leaves a plus alone. */
    private static Map<String, String> query(String uri) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : URI.create(uri).getRawQuery().split("&")) {
            String[] sides = pair.split("=", 2);
            parameters.put(sides[0], URI.create("x:/?" + sides[1]).getQuery());
        }
        return parameters;
    }
}
