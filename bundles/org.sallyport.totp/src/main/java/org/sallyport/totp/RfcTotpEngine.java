package org.sallyport.totp;

import java.time.Instant;
import java.util.OptionalLong;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.sallyport.api.otp.OtpParameters;
import org.sallyport.api.otp.TotpEngine;

/** RFC 6238 over RFC 4226. */
@Component(property = TotpEngine.NAME + "=totp")
public final class RfcTotpEngine implements TotpEngine {

    private static final int SHORTEST_SECRET = 16;
    private static final int WIDEST_WINDOW = 10;
    private static final int[] POWERS_OF_TEN = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

    @Activate
    public RfcTotpEngine() {
        // Nothing to set up: the engine is pure.
    }

    @Override
    public long step(Instant time, OtpParameters parameters) {
        return Math.floorDiv(time.getEpochSecond(), parameters.period().toSeconds());
    }

    @Override
    public OptionalLong match(byte[] secret, String code, long centreStep, int window, OtpParameters parameters) {
        requireSecret(secret);
        requireStep("centreStep", centreStep);
        if (window < 0 || window > WIDEST_WINDOW) {
            throw new IllegalArgumentException("window: 0 to " + WIDEST_WINDOW + " steps");
        }
        long given = number(code, parameters.digits());
        if (given < 0) {
            return OptionalLong.empty();
        }
        long first = centreStep - Math.min(window, centreStep);
        long last = centreStep + Math.min(window, Long.MAX_VALUE - centreStep);
        Hmac hmac = new Hmac(secret, parameters.algorithm());
        long found = -1;
        for (int i = 0; i <= last - first; i++) {
            long step = first + i;
            // All ones where the codes are the same, else zero: no branch depends on the secret.
            long same = ((truncate(hmac.of(step), parameters.digits()) ^ given) - 1) >> 63;
            found = step & same | found & ~same;
        }
        return found < 0 ? OptionalLong.empty() : OptionalLong.of(found);
    }

    @Override
    public String code(byte[] secret, long step, OtpParameters parameters) {
        requireSecret(secret);
        requireStep("step", step);
        int code = truncate(new Hmac(secret, parameters.algorithm()).of(step), parameters.digits());
        char[] text = new char[parameters.digits()];
        for (int i = text.length - 1; i >= 0; i--) {
            text[i] = (char) ('0' + code % 10);
            code /= 10;
        }
        return new String(text);
    }

    /** Dynamic truncation (RFC 4226 §5.3); for longer hashes the last byte gives the offset as well (RFC 6238 §1.2). */
    private static int truncate(byte[] hmac, int digits) {
        int offset = hmac[hmac.length - 1] & 0x0f;
        int bits = (hmac[offset] & 0x7f) << 24 | (hmac[offset + 1] & 0xff) << 16 | (hmac[offset + 2] & 0xff) << 8
                | hmac[offset + 3] & 0xff;
        return bits % POWERS_OF_TEN[digits];
    }

    /** The number that exactly so many ASCII digits make, or -1. Digits of other scripts are none. */
    private static int number(String code, int digits) {
        if (code.length() != digits) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < digits; i++) {
            char digit = code.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = number * 10 + digit - '0';
        }
        return number;
    }

    private static void requireSecret(byte[] secret) {
        if (secret.length < SHORTEST_SECRET) {
            throw new IllegalArgumentException("secret: at least " + SHORTEST_SECRET + " bytes (RFC 4226 section 4, R6)");
        }
    }

    private static void requireStep(String name, long step) {
        if (step < 0) {
            throw new IllegalArgumentException(name + ": must not be negative");
        }
    }
}
