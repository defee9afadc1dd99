package org.sallyport.doors;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Values of the headers that tell an application who is there. Printable ASCII stands for itself; every other byte of the value in
 * UTF-8 is written as {@code %XX}, and so are the percent sign, the comma (it parts groups), and a space at either end. To percent-decode
 * a value (groups: after parting them) gives what it was, always.
 */
final class HeaderText {

    private HeaderText() { }

    static String of(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        StringBuilder text = new StringBuilder(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int b = bytes[i] & 0xff;
            boolean inner = b == ' ' && i > 0 && i < bytes.length - 1;
            if (inner || b > ' ' && b < 0x7f && b != '%' && b != ',') {
                text.append((char) b);
            } else {
                text.append('%').append(Character.toUpperCase(Character.forDigit(b >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(b & 0xf, 16)));
            }
        }
        return text.toString();
    }

    static String of(Collection<String> values) {
        return values.stream().sorted().map(HeaderText::of).collect(Collectors.joining(","));
    }
}
