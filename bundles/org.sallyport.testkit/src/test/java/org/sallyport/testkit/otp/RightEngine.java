package org.sallyport.testkit.otp;

import java.time.Instant;
import java.util.OptionalLong;
import org.sallyport.api.otp.OtpParameters;
import org.sallyport.api.otp.TotpEngine;

/** An engine that is right, if slow, for the wrong ones to differ from in one thing each. */
class RightEngine implements TotpEngine {

    @Override
    public long step(Instant time, OtpParameters parameters) {
        return Math.floorDiv(time.getEpochSecond(), parameters.period().toSeconds());
    }

    @Override
    public OptionalLong match(byte[] secret, String code, long centreStep, int window, OtpParameters parameters) {
        require(secret.length >= 16, "secret: too short");
        require(centreStep >= 0, "centreStep: negative");
        require(window >= 0 && window <= 10, "window: 0 to 10");
        long first = centreStep - Math.min(window, centreStep);
        long last = centreStep + Math.min(window, Long.MAX_VALUE - centreStep);
        long found = -1;
        for (long ahead = 0; ahead <= last - first; ahead++) {
            found = code.equals(code(secret, first + ahead, parameters)) ? first + ahead : found;
        }
        return found < 0 ? OptionalLong.empty() : OptionalLong.of(found);
    }

    @Override
    public String code(byte[] secret, long step, OtpParameters parameters) {
        require(secret.length >= 16, "secret: too short");
        require(step >= 0, "step: negative");
        return Reference.code(secret, step, parameters);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
