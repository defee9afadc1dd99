package org.sallyport.directory.local;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Argon2id hash as it is stored: the PHC string {@code $argon2id$v=19$m=…,t=…,p=…$salt$tag}, Base64 without padding.
 *
 * @param salt not copied: treat as read-only
 * @param tag not copied: treat as read-only
 */
record PasswordHash(HashCost cost, byte[] salt, byte[] tag) {

    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,9}),t=(\\d{1,9}),p=(\\d{1,9})\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

    /** @throws IllegalArgumentException when the text is not of that form; the message does not quote it */
    static PasswordHash parse(String phc) {
        Matcher matcher = PHC.matcher(phc);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not an Argon2id PHC string");
        }
        HashCost cost = new HashCost(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)));
        return new PasswordHash(cost, Base64.getDecoder().decode(matcher.group(4)), Base64.getDecoder().decode(matcher.group(5)));
    }

    String phc() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + cost.memory() + ",t=" + cost.iterations() + ",p=" + cost.parallelism() + "$"
                + base64.encodeToString(salt) + "$" + base64.encodeToString(tag);
    }

    /** The cost only. */
    @Override
    public String toString() {
        return "PasswordHash[" + cost + "]";
    }
}
