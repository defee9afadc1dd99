package org.sallyport.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Form tokens: base64url(HMAC-SHA-256(key = the cookie's value, {@code "sallyport csrf " + purpose})). The purpose is the
 * path the form is sent to, so that a token taken from one form opens no other. Nothing is stored.
 */
public final class Csrf {

    /** Name of the hidden field. */
    public static final String FIELD = "csrf";

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private Csrf() { }

    /** The token of a form. @param cookie the value of the cookie it is bound to, not empty */
    public static String token(String cookie, String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(cookie.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return BASE64.encodeToString(mac.doFinal(("sallyport csrf " + purpose).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is in every Java", e);
        }
    }

    /** Whether the token is the one of this cookie and purpose; compared in constant time. */
    public static boolean valid(String token, String cookie, String purpose) {
        return MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8),
                token(cookie, purpose).getBytes(StandardCharsets.UTF_8));
    }
}
