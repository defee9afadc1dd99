package org.sallyport.itests.standin;

import java.time.Instant;
import java.util.OptionalLong;

import org.osgi.framework.BundleContext;
import org.sallyport.api.otp.KeyUris;
import org.sallyport.api.otp.OtpParameters;
import org.sallyport.api.otp.TotpEngine;

/** Hears no code: an engine to which none is right, and a writer of keys that shows the real ones. */
public final class DeafEngine extends Provider {

    @Override
    public void start(BundleContext context) {
        offer(context, TotpEngine.class, TotpEngine.NAME, new Engine());
        offer(context, KeyUris.class, KeyUris.NAME, new Uris());
    }

    private static final class Engine implements TotpEngine {
        @Override
        public long step(Instant time, OtpParameters parameters) {
            return time.getEpochSecond() / parameters.period().toSeconds();
        }

        @Override
        public OptionalLong match(byte[] secret, String code, long centreStep, int window, OtpParameters parameters) {
            return OptionalLong.empty();
        }

        @Override
        public String code(byte[] secret, long step, OtpParameters parameters) {
            return "0".repeat(parameters.digits());
        }
    }

    private static final class Uris implements KeyUris {

        private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

        @Override
        public String uri(String issuer, String account, byte[] secret, OtpParameters parameters) {
            return "otpauth://totp/stand-in?secret=" + key(secret);
        }

        @Override
        public String key(byte[] secret) {
            StringBuilder bits = new StringBuilder();
            for (byte octet : secret) {
                bits.append(Integer.toBinaryString(0x100 | octet & 0xff).substring(1));
            }
            StringBuilder key = new StringBuilder();
            for (int at = 0; at + 5 <= bits.length(); at += 5) {
                key.append(BASE32.charAt(Integer.parseInt(bits.substring(at, at + 5), 2)));
            }
            return key.toString();
        }
    }
}
