package org.sallyport.testkit.otp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.net.URLEncoder;
import org.sallyport.api.otp.KeyUris;
import org.sallyport.api.otp.OtpParameters;

/** A writer that is right, for the wrong ones to differ from in one thing each. */
class RightKeyUris implements KeyUris {

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    @Override
    public String uri(String issuer, String account, byte[] secret, OtpParameters parameters) {
        return "otpauth://totp/" + encoded(label(issuer)) + ":" + encoded(label(account)) + "?secret=" + key(secret)
                + "&issuer=" + encoded(label(issuer)) + extra(parameters);
    }

    String label(String text) {
        String label = text.replace(':', ' ').strip();
        if (label.isEmpty()) {
            throw new IllegalArgumentException("issuer and account: must not be blank");
        }
        return label;
    }

    String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    String extra(OtpParameters parameters) {
        OtpParameters usual = OtpParameters.DEFAULT;
        return (parameters.algorithm() == usual.algorithm() ? "" : "&algorithm=" + parameters.algorithm())
                + (parameters.digits() == usual.digits() ? "" : "&digits=" + parameters.digits())
                + (parameters.period().equals(usual.period()) ? "" : "&period=" + parameters.period().toSeconds());
    }

    @Override
    public String key(byte[] secret) {
        int letters = (secret.length * 8 + 4) / 5;
        BigInteger bits = new BigInteger(1, secret).shiftLeft(letters * 5 - secret.length * 8);
        StringBuilder key = new StringBuilder();
        for (int letter = letters - 1; letter >= 0; letter--) {
            key.append(BASE32.charAt(bits.shiftRight(letter * 5).intValue() & 31));
        }
        return key.toString();
    }
}
