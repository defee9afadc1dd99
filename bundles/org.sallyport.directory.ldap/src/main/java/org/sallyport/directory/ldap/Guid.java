package org.sallyport.directory.ldap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/** Active Directory's objectGUID: sixteen bytes, the first three fields of which stand with their least byte first. */
final class Guid {

    private static final int LENGTH = 16;

    private Guid() {
    }

    /** @throws IllegalArgumentException if these are not sixteen bytes */
    static String text(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a GUID has " + LENGTH + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long most = (in.getInt() & 0xffff_ffffL) << 32 | (in.getShort() & 0xffffL) << 16 | in.getShort() & 0xffffL;
        return new UUID(most, in.order(ByteOrder.BIG_ENDIAN).getLong()).toString();
    }

    static byte[] bytes(UUID uuid) {
        long most = uuid.getMostSignificantBits();
        return ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) (most >>> 32)).putShort((short) (most >>> 16)).putShort((short) most)
                .order(ByteOrder.BIG_ENDIAN).putLong(uuid.getLeastSignificantBits()).array();
    }
}
