package org.sallyport.totp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.apache.commons.codec.binary.Base32;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.sallyport.api.otp.KeyUris;
import org.sallyport.api.otp.OtpParameters;

/** The {@code otpauth:} form that Google Authenticator introduced and every app reads. */
@Component(property = KeyUris.NAME + "=totp")
public final class OtpauthKeyUris implements KeyUris {

    private static final String UNRESERVED_MARKS = "-._~";
    private static final String HEX = "0123456789ABCDEF";

    private final Base32 base32 = Base32.builder().get();

    @Activate
    public OtpauthKeyUris() {
        // Nothing to set up.
    }

    @Override
    public String uri(String issuer, String account, byte[] secret, OtpParameters parameters) {
        String encodedIssuer = encode(label("issuer", issuer));
        StringBuilder uri = new StringBuilder(160).append("otpauth://totp/").append(encodedIssuer).append(':')
                .append(encode(label("account", account)))
                .append("?secret=").append(key(secret)).append("&issuer=").append(encodedIssuer);
        OtpParameters usual = OtpParameters.DEFAULT;
        if (parameters.algorithm() != usual.algorithm()) {
            uri.append("&algorithm=").append(parameters.algorithm());
        }
        if (parameters.digits() != usual.digits()) {
            uri.append("&digits=").append(parameters.digits());
        }
        if (!parameters.period().equals(usual.period())) {
            uri.append("&period=").append(parameters.period().toSeconds());
        }
        return uri.toString();
    }

    @Override
    public String key(byte[] secret) {
        byte[] encoded = base32.encode(secret);
        int length = encoded.length;
        while (length > 0 && encoded[length - 1] == '=') {
            length--;
        }
        String key = new String(encoded, 0, length, StandardCharsets.US_ASCII);
        Arrays.fill(encoded, (byte) 0);
        return key;
    }

    private static String label(String name, String text) {
        String label = text.replace(':', ' ').strip();
        if (label.isEmpty()) {
            throw new IllegalArgumentException(name + ": must not be blank");
        }
        return label;
    }

    /** RFC 3986 §2.1 over UTF-8. {@code URLEncoder} will not do: it writes a space as {@code +}, which apps show as it is. */
    private static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || UNRESERVED_MARKS.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0x0f));
            }
        }
        return encoded.toString();
    }
}
