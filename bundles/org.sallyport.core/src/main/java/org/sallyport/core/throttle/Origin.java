package org.sallyport.core.throttle;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.sallyport.api.signin.UnavailableException;

/** Where attempts come from, as they are counted. */
public final class Origin {

    /** What stands for the address of somebody at a gate that does not know it: the gate, so that gates do not share a count. */
    public static final String GATE = "gate/";

    /** Anything else would be looked up in DNS. */
    private static final Pattern LITERAL = Pattern.compile("[0-9A-Fa-f.:]*[.:][0-9A-Fa-f.:]*");
    private static final int BYTES_OF_A_SLASH_64 = 8;

    private Origin() {
    }

    /** Whether a text is an address, and no name that would be looked up. */
    public static boolean literal(String address) {
        return LITERAL.matcher(address).matches();
    }

    /** IPv6 by its /64, which one subscriber has for himself (STANDARDS: throttling). */
    public static String network(String address) {
        if (address.isEmpty()) {
            return "within";
        }
        if (address.startsWith(GATE)) {
            return address;
        }
        if (!LITERAL.matcher(address).matches()) {
            throw new UnavailableException("client address is not a literal IP address");
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return bytes.length == 16 ? HexFormat.of().formatHex(Arrays.copyOf(bytes, BYTES_OF_A_SLASH_64)) + "/64" : address;
        } catch (UnknownHostException e) {
            throw new UnavailableException("client address is not an IP address", e);
        }
    }
}
