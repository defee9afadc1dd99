package org.sallyport.directory.local;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;

/** Passwords as text: the same characters, however a keyboard composes them, must give the same bytes (SP 800-63B §3.1.1.2). */
final class PasswordText {

    private PasswordText() {
    }

    /** A copy in NFC, to be cleared by the caller. */
    static char[] normalised(char[] password) {
        CharBuffer text = CharBuffer.wrap(password);
        return Normalizer.isNormalized(text, Normalizer.Form.NFC)
                ? password.clone()
                : Normalizer.normalize(text, Normalizer.Form.NFC).toCharArray();
    }

    /** NFC in UTF-8, to be cleared by the caller. */
    static byte[] bytes(char[] password) {
        char[] text = normalised(password);
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
        byte[] bytes = Arrays.copyOf(encoded.array(), encoded.limit());
        Arrays.fill(encoded.array(), (byte) 0);
        Arrays.fill(text, '\0');
        return bytes;
    }
}
