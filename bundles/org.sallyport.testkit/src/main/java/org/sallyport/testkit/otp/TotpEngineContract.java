package org.sallyport.testkit.otp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.api.otp.OtpParameters;
import org.sallyport.api.otp.OtpParameters.Algorithm;
import org.sallyport.api.otp.TotpEngine;

/** The rules of {@link TotpEngine}: the vectors of both RFCs, and properties over steps and secrets drawn from a fixed seed. */
public abstract class TotpEngineContract {

    private static final int DRAWS = 300;
    private static final int WIDEST = 10;
    private static final Duration PERIOD = OtpParameters.DEFAULT.period();

    private final Random random = new Random(6238);

    /** The engine to be tested; may be the same one each time. */
    protected abstract TotpEngine engine();

    @ParameterizedTest
    @CsvSource({"0, 755224", "1, 287082", "2, 359152", "3, 969429", "4, 338314", "5, 254676", "6, 287922", "7, 162583", "8, 399871",
        "9, 520489"})
    void computesTheCodesOfRfc4226AppendixD(long step, String code) {
        assertEquals(code, engine().code(seed(Algorithm.SHA1), step, OtpParameters.DEFAULT));
    }

    @ParameterizedTest
    @CsvSource({
        "59, 94287082, 46119246, 90693936",
        "1111111109, 07081804, 68084774, 25091201",
        "1111111111, 14050471, 67062674, 99943326",
        "1234567890, 89005924, 91819424, 93441116",
        "2000000000, 69279037, 90698825, 38618901",
        "20000000000, 65353130, 77737706, 47863826"})
    void computesTheCodesOfRfc6238AppendixB(long second, String sha1, String sha256, String sha512) {
        List<String> codes = List.of(sha1, sha256, sha512);
        for (Algorithm algorithm : Algorithm.values()) {
            OtpParameters eight = new OtpParameters(algorithm, 8, PERIOD);
            long step = engine().step(Instant.ofEpochSecond(second), eight);
            assertEquals(codes.get(algorithm.ordinal()), engine().code(seed(algorithm), step, eight));
            assertEquals(OptionalLong.of(step), engine().match(seed(algorithm), codes.get(algorithm.ordinal()), step, 0, eight));
        }
    }

    @Test
    void countsStepsFrom1970() {
        OtpParameters minute = new OtpParameters(Algorithm.SHA1, 6, Duration.ofSeconds(60));
        assertEquals(0, engine().step(Instant.EPOCH, OtpParameters.DEFAULT));
        assertEquals(0, engine().step(Instant.parse("1970-01-01T00:00:29.999Z"), OtpParameters.DEFAULT));
        assertEquals(1, engine().step(Instant.parse("1970-01-01T00:00:30Z"), OtpParameters.DEFAULT));
        assertEquals(1, engine().step(Instant.parse("1970-01-01T00:01:00Z"), minute));
    }

    @Test
    void countsStepsIn64Bits() {
        assertEquals(0x80000000L / 30, engine().step(Instant.parse("2038-01-19T03:14:08Z"), OtpParameters.DEFAULT));
        long far = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond() / 30;
        assertEquals(far, engine().step(Instant.parse("9999-12-31T23:59:59Z"), OtpParameters.DEFAULT));
        byte[] secret = secret();
        for (long step : new long[] {1L << 31, 1L << 32, far, Long.MAX_VALUE - WIDEST, Long.MAX_VALUE}) {
            String code = engine().code(secret, step, OtpParameters.DEFAULT);
            assertEquals(OptionalLong.of(step), engine().match(secret, code, step, 0, OtpParameters.DEFAULT), "step " + step);
        }
    }

    @ParameterizedTest
    @EnumSource
    void findsAnyStepWithinTheWindow(Algorithm algorithm) {
        for (int draw = 0; draw < DRAWS; draw++) {
            OtpParameters parameters = new OtpParameters(algorithm, 6 + random.nextInt(3), PERIOD);
            byte[] secret = secret();
            int window = random.nextInt(WIDEST + 1);
            long centre = step() + WIDEST;
            long step = centre - window + random.nextInt(2 * window + 1);
            String code = engine().code(secret, step, parameters);
            long found = engine().match(secret, code, centre, window, parameters).orElseThrow();
            assertEquals(code, engine().code(secret, found, parameters));
            assertTrue(found >= step && found <= centre + window, "the same step, or a greater one with the same code");
        }
    }

    @Test
    void findsNothingOutsideTheWindow() {
        OtpParameters eight = new OtpParameters(Algorithm.SHA1, 8, PERIOD);
        for (int draw = 0; draw < DRAWS; draw++) {
            byte[] secret = secret();
            int window = random.nextInt(WIDEST);
            long centre = step() + 2 * WIDEST;
            for (long step : new long[] {centre - window - 1, centre + window + 1}) {
                String code = engine().code(secret, step, eight);
                assertEquals(expected(secret, code, centre, window, eight), engine().match(secret, code, centre, window, eight));
            }
        }
    }

    @Test
    void looksInBothDirectionsAlsoAtTheBeginningOfTime() {
        byte[] secret = seed(Algorithm.SHA1);
        String before = engine().code(secret, 99, OtpParameters.DEFAULT);
        String after = engine().code(secret, 101, OtpParameters.DEFAULT);
        assertEquals(OptionalLong.of(99), engine().match(secret, before, 100, 1, OtpParameters.DEFAULT));
        assertEquals(OptionalLong.of(101), engine().match(secret, after, 100, 1, OtpParameters.DEFAULT));
        assertEquals(OptionalLong.empty(), engine().match(secret, before, 100, 0, OtpParameters.DEFAULT));
        assertEquals(OptionalLong.empty(), engine().match(secret, after, 100, 0, OtpParameters.DEFAULT));
        assertEquals(OptionalLong.of(0), engine().match(secret, "755224", 0, 0, OtpParameters.DEFAULT));
        assertEquals(OptionalLong.of(0), engine().match(secret, "755224", 3, WIDEST, OtpParameters.DEFAULT));
        assertEquals(OptionalLong.of(9), engine().match(secret, "520489", 0, WIDEST, OtpParameters.DEFAULT));
    }

    @Test
    void returnsTheGreaterOfTwoStepsThatShareACode() {
        int seen = 0;
        for (int draw = 0; seen < 5; draw++) {
            byte[] secret = secret();
            long centre = step() + WIDEST;
            List<String> codes = LongStream.rangeClosed(centre - WIDEST, centre + WIDEST)
                    .mapToObj(step -> engine().code(secret, step, OtpParameters.DEFAULT)).toList();
            for (String code : codes) {
                int last = codes.lastIndexOf(code);
                if (last > codes.indexOf(code)) {
                    assertEquals(OptionalLong.of(centre - WIDEST + last),
                            engine().match(secret, code, centre, WIDEST, OtpParameters.DEFAULT));
                    seen++;
                }
            }
            assertTrue(draw < 200_000, "six digits collide now and then within 21 steps");
        }
    }

    @Test
    void matchesNothingThatIsNotExactlyItsDigits() {
        byte[] secret = seed(Algorithm.SHA1);
        for (String code : List.of("", "75522", "7552240", "0755224", " 755224", "755224 ", "755 224", "+75522", "-75522", "75522a",
                "755224\0", "\uFF17\uFF15\uFF15\uFF12\uFF12\uFF14", "\u0667\u0665\u0665\u0662\u0662\u0664", "7".repeat(100_000))) {
            assertEquals(OptionalLong.empty(), engine().match(secret, code, 0, WIDEST, OtpParameters.DEFAULT));
        }
    }

    @Test
    void matchesNothingUnderAnotherSecretHashOrLength() {
        OtpParameters eight = new OtpParameters(Algorithm.SHA1, 8, PERIOD);
        String code = "94287082";
        assertEquals(OptionalLong.of(1), engine().match(seed(Algorithm.SHA1), code, 1, 0, eight));
        byte[] changed = seed(Algorithm.SHA1);
        changed[19] ^= 1;
        assertEquals(OptionalLong.empty(), engine().match(changed, code, 1, 0, eight));
        assertEquals(OptionalLong.empty(),
                engine().match(seed(Algorithm.SHA1), code, 1, 0, new OtpParameters(Algorithm.SHA256, 8, PERIOD)));
        assertEquals(OptionalLong.empty(), engine().match(seed(Algorithm.SHA1), code, 1, 0, OtpParameters.DEFAULT));
    }

    @Test
    void writesLeadingZeros() {
        for (int digits = 6; digits <= 8; digits++) {
            OtpParameters parameters = new OtpParameters(Algorithm.SHA1, digits, PERIOD);
            boolean seen = false;
            byte[] secret = secret();
            for (long step = 0; step < 200; step++) {
                String code = engine().code(secret, step, parameters);
                assertTrue(code.matches("[0-9]{" + digits + "}"), "ASCII digits only");
                seen |= code.charAt(0) == '0';
                assertTrue(engine().match(secret, code, step, 0, parameters).isPresent());
            }
            assertTrue(seen, "one code in ten begins with a zero");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 20, 32, 63, 64, 65, 127, 128, 129, 300})
    void takesSecretsOfAnyLengthFrom16Bytes(int length) {
        byte[] secret = new byte[length];
        random.nextBytes(secret);
        for (Algorithm algorithm : Algorithm.values()) {
            OtpParameters parameters = new OtpParameters(algorithm, 8, PERIOD);
            assertEquals(Reference.code(secret, 77, parameters), engine().code(secret, 77, parameters));
        }
    }

    @Test
    void agreesWithThePlatformsOwnHmac() {
        for (int draw = 0; draw < DRAWS; draw++) {
            OtpParameters parameters = new OtpParameters(Algorithm.values()[draw % 3], 6 + random.nextInt(3), PERIOD);
            byte[] secret = secret();
            long step = random.nextLong() & Long.MAX_VALUE;
            assertEquals(Reference.code(secret, step, parameters), engine().code(secret, step, parameters));
        }
    }

    @Test
    void refusesWhatIsOutOfRangeAndNamesIt() {
        byte[] secret = seed(Algorithm.SHA1);
        OtpParameters usual = OtpParameters.DEFAULT;
        assertRefused("secret", () -> engine().match(new byte[15], "755224", 0, 1, usual));
        assertRefused("secret", () -> engine().code(new byte[0], 0, usual));
        assertRefused("centreStep", () -> engine().match(secret, "755224", -1, 1, usual));
        assertRefused("window", () -> engine().match(secret, "755224", 0, -1, usual));
        assertRefused("window", () -> engine().match(secret, "755224", 0, WIDEST + 1, usual));
        assertRefused("step", () -> engine().code(secret, -1, usual));
    }

    @Test
    void leavesTheSecretAsItWas() {
        byte[] secret = seed(Algorithm.SHA512);
        for (Algorithm algorithm : Algorithm.values()) {
            engine().match(secret, "123456", 5, 2, new OtpParameters(algorithm, 6, PERIOD));
        }
        assertArrayEquals(seed(Algorithm.SHA512), secret);
    }

    @Test
    void servesManyThreadsAtOnce() throws Exception {
        TotpEngine shared = engine();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> answers = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                byte[] secret = secret();
                Algorithm algorithm = Algorithm.values()[thread % 3];
                answers.add(threads.submit((Callable<Boolean>) () -> {
                    OtpParameters parameters = new OtpParameters(algorithm, 8, PERIOD);
                    boolean right = true;
                    for (long step = 1; step < 2000; step++) {
                        right &= shared.match(secret, Reference.code(secret, step, parameters), step, 1, parameters).isPresent();
                    }
                    return right;
                }));
            }
            for (Future<Boolean> answer : answers) {
                assertTrue(answer.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** What the contract asks for, computed step by step. */
    private OptionalLong expected(byte[] secret, String code, long centre, int window, OtpParameters parameters) {
        for (long step = centre + window; step >= centre - window; step--) {
            if (engine().code(secret, step, parameters).equals(code)) {
                return OptionalLong.of(step);
            }
        }
        return OptionalLong.empty();
    }

    /** The seeds of RFC 6238 are as long as the hash is (20, 32, 64 bytes), which its text does not say (erratum 2866). */
    private static byte[] seed(Algorithm algorithm) {
        int length = switch (algorithm) {
            case SHA1 -> 20;
            case SHA256 -> 32;
            case SHA512 -> 64;
        };
        return "1234567890".repeat(7).substring(0, length).getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] secret() {
        byte[] secret = new byte[20];
        random.nextBytes(secret);
        return secret;
    }

    private long step() {
        return random.nextLong() >>> 1 + random.nextInt(55);
    }

    private static void assertRefused(String argument, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.startsWith(argument), () -> "must name '" + argument + "': " + message);
    }
}
