package org.sallyport.testkit.otp;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.sallyport.api.otp.OtpParameters;
import org.sallyport.api.otp.OtpParameters.Algorithm;
import org.sallyport.api.otp.TotpEngine;

/** Engines that each get one thing wrong, as published ones have, and the rules that say so. */
enum BrokenEngine {

    COUNTS_ONE_TOO_FAR(() -> new RightEngine() {
        @Override
        public String code(byte[] secret, long step, OtpParameters parameters) {
            return super.code(secret, step + 1, parameters);
        }
    }, "computesTheCodesOfRfc4226AppendixD", "computesTheCodesOfRfc6238AppendixB", "agreesWithThePlatformsOwnHmac"),

    KNOWS_ONE_HASH_ONLY(() -> new RightEngine() {
        @Override
        public String code(byte[] secret, long step, OtpParameters parameters) {
            return super.code(secret, step, new OtpParameters(Algorithm.SHA1, parameters.digits(), parameters.period()));
        }
    }, "computesTheCodesOfRfc6238AppendixB", "agreesWithThePlatformsOwnHmac"),

    KNOWS_ONE_PERIOD_ONLY(() -> new RightEngine() {
        @Override
        public long step(Instant time, OtpParameters parameters) {
            return super.step(time, new OtpParameters(Algorithm.SHA1, 6, Duration.ofSeconds(30)));
        }
    }, "countsStepsFrom1970"),

    ROUNDS_STEPS(() -> new RightEngine() {
        @Override
        public long step(Instant time, OtpParameters parameters) {
            return super.step(time.plus(parameters.period().dividedBy(2)), parameters);
        }
    }, "countsStepsFrom1970"),

    ENDS_IN_2038(() -> new RightEngine() {
        @Override
        public long step(Instant time, OtpParameters parameters) {
            return (int) time.getEpochSecond() / parameters.period().toSeconds();
        }
    }, "countsStepsIn64Bits"),

    COUNTS_IN_32_BITS(() -> new RightEngine() {
        @Override
        public String code(byte[] secret, long step, OtpParameters parameters) {
            return super.code(secret, step & 0xffffffffL, parameters);
        }
    }, "agreesWithThePlatformsOwnHmac"),

    OVERFLOWS_AT_THE_END_OF_TIME(() -> new RightEngine() {
        @Override
        public OptionalLong match(byte[] secret, String code, long centreStep, int window, OtpParameters parameters) {
            return centreStep == Long.MAX_VALUE ? OptionalLong.empty() : super.match(secret, code, centreStep, window, parameters);
        }
    }, "countsStepsIn64Bits"),

    LOOKS_BACK_ONLY(() -> new RightEngine() {
        @Override
        public OptionalLong match(byte[] secret, String code, long centreStep, int window, OtpParameters parameters) {
            OptionalLong found = super.match(secret, code, centreStep, window, parameters);
            return found.isPresent() && found.getAsLong() > centreStep ? OptionalLong.empty() : found;
        }
    }, "findsAnyStepWithinTheWindow", "looksInBothDirectionsAlsoAtTheBeginningOfTime"),

    HAS_A_WINDOW_TOO_WIDE(() -> new RightEngine() {
        @Override
        public OptionalLong match(byte[] secret, String code, long centreStep, int window, OtpParameters parameters) {
            return super.match(secret, code, centreStep, window == 10 ? window : window + 1, parameters);
        }
    }, "findsNothingOutsideTheWindow"),

    LOOKS_BEFORE_THE_BEGINNING_OF_TIME(() -> new RightEngine() {
        @Override
        public OptionalLong match(byte[] secret, String code, long centreStep, int window, OtpParameters parameters) {
            if (centreStep < window) {
                throw new IllegalArgumentException("step: negative");
            }
            return super.match(secret, code, centreStep, window, parameters);
        }
    }, "looksInBothDirectionsAlsoAtTheBeginningOfTime"),

    TAKES_THE_FIRST_OF_TWO_STEPS(() -> new RightEngine() {
        @Override
        public OptionalLong match(byte[] secret, String code, long centreStep, int window, OtpParameters parameters) {
            for (long step = Math.max(0, centreStep - window); step <= centreStep + window; step++) {
                if (code(secret, step, parameters).equals(code)) {
                    return OptionalLong.of(step);
                }
            }
            return OptionalLong.empty();
        }
    }, "returnsTheGreaterOfTwoStepsThatShareACode"),

    READS_CODES_AS_NUMBERS(() -> new RightEngine() {
        @Override
        public OptionalLong match(byte[] secret, String code, long centreStep, int window, OtpParameters parameters) {
            try {
                String padded = "00000000" + Integer.parseInt(code.strip());
                return super.match(secret, padded.substring(padded.length() - parameters.digits()), centreStep, window, parameters);
            } catch (NumberFormatException e) {
                return OptionalLong.empty();
            }
        }
    }, "matchesNothingThatIsNotExactlyItsDigits"),

    COMPARES_THE_LAST_SIX_DIGITS(() -> new RightEngine() {
        @Override
        public OptionalLong match(byte[] secret, String code, long centreStep, int window, OtpParameters parameters) {
            String last = code.substring(Math.max(0, code.length() - 6));
            return super.match(secret, last, centreStep, window, new OtpParameters(parameters.algorithm(), 6, parameters.period()));
        }
    }, "matchesNothingUnderAnotherSecretHashOrLength", "matchesNothingThatIsNotExactlyItsDigits"),

    DROPS_LEADING_ZEROS(() -> new RightEngine() {
        @Override
        public String code(byte[] secret, long step, OtpParameters parameters) {
            return Integer.toString(Integer.parseInt(super.code(secret, step, parameters)));
        }
    }, "writesLeadingZeros"),

    CUTS_LONG_SECRETS(() -> new RightEngine() {
        @Override
        public String code(byte[] secret, long step, OtpParameters parameters) {
            return super.code(secret.length > 64 ? Arrays.copyOf(secret, 64) : secret, step, parameters);
        }
    }, "takesSecretsOfAnyLengthFrom16Bytes"),

    TAKES_ANY_SECRET(() -> new RightEngine() {
        @Override
        public OptionalLong match(byte[] secret, String code, long centreStep, int window, OtpParameters parameters) {
            return super.match(Arrays.copyOf(secret, Math.max(16, secret.length)), code, centreStep, window, parameters);
        }
    }, "refusesWhatIsOutOfRangeAndNamesIt"),

    NARROWS_A_WINDOW_THAT_IS_TOO_WIDE(() -> new RightEngine() {
        @Override
        public OptionalLong match(byte[] secret, String code, long centreStep, int window, OtpParameters parameters) {
            return super.match(secret, code, centreStep, Math.min(window, 10), parameters);
        }
    }, "refusesWhatIsOutOfRangeAndNamesIt"),

    CLEARS_THE_CALLERS_SECRET(() -> new RightEngine() {
        @Override
        public OptionalLong match(byte[] secret, String code, long centreStep, int window, OtpParameters parameters) {
            OptionalLong found = super.match(secret, code, centreStep, window, parameters);
            Arrays.fill(secret, (byte) 0);
            return found;
        }
    }, "leavesTheSecretAsItWas"),

    SHARES_A_FIELD_BETWEEN_THREADS(() -> new RightEngine() {
        private volatile byte[] current;

        @Override
        public OptionalLong match(byte[] secret, String code, long centreStep, int window, OtpParameters parameters) {
            current = secret;
            LockSupport.parkNanos(1);
            return super.match(current, code, centreStep, window, parameters);
        }
    }, "servesManyThreadsAtOnce");

    private final Supplier<TotpEngine> make;
    private final Set<String> rules;

    /** @param rules that must notice; others may too */
    BrokenEngine(Supplier<TotpEngine> make, String... rules) {
        this.make = make;
        this.rules = Set.of(rules);
    }

    TotpEngine make() {
        return make.get();
    }

    Set<String> rules() {
        return rules;
    }
}
