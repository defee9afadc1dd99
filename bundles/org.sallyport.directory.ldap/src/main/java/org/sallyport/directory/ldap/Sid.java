package org.sallyport.directory.ldap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Active Directory's objectSid: a domain's identifier, and behind it a number within the domain. */
final class Sid {

    private static final int HEAD = 8;
    private static final int PART = 4;

    private Sid() {
    }

    /** Such as {@code S-1-5-21-1-2-3}; @throws IllegalArgumentException if the bytes are no SID */
    static String text(byte[] sid) {
        check(sid);
        ByteBuffer in = ByteBuffer.wrap(sid);
        StringBuilder text = new StringBuilder("S-" + in.get());
        int parts = in.get();
        text.append('-').append((in.getShort() & 0xffffL) << 32 | in.getInt() & 0xffff_ffffL);
        in.order(ByteOrder.LITTLE_ENDIAN);
        for (int part = 0; part < parts; part++) {
            text.append('-').append(in.getInt() & 0xffff_ffffL);
        }
        return text.toString();
    }

    /** The number within the domain. */
    static long number(byte[] sid) {
        check(sid);
        return ByteBuffer.wrap(sid, sid.length - PART, PART).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xffff_ffffL;
    }

    /** Who has this number in the domain that {@code sid} is of. */
    static byte[] neighbour(byte[] sid, long number) {
        check(sid);
        byte[] other = Arrays.copyOf(sid, sid.length);
        ByteBuffer.wrap(other, sid.length - PART, PART).order(ByteOrder.LITTLE_ENDIAN).putInt((int) number);
        return other;
    }

    private static void check(byte[] sid) {
        if (sid.length < HEAD + PART || sid.length != HEAD + PART * sid[1]) {
            throw new IllegalArgumentException("not a SID");
        }
    }
}
