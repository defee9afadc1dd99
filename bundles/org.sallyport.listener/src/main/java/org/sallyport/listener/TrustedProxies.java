package org.sallyport.listener;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/** The addresses and networks of the proxies whose word is taken. */
final class TrustedProxies {

    /**
     * A network.
     *
     * @param address its beginning
     * @param bits how many of its leading bits count
     */
    private record Network(byte[] address, int bits) {

        boolean holds(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % Byte.SIZE;
                if ((address[bit / Byte.SIZE] & mask) != (other[bit / Byte.SIZE] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private final List<Network> networks;

    private TrustedProxies(List<Network> networks) {
        this.networks = networks;
    }

    /**
     * @param list addresses and networks, {@code 192.0.2.7, 2001:db8::/32}; may be empty
     * @throws IllegalArgumentException names what is neither
     */
    static TrustedProxies of(String list) {
        return new TrustedProxies(Arrays.stream(list.split(",")).map(String::strip).filter(one -> !one.isEmpty())
                .map(TrustedProxies::network).toList());
    }

    boolean isEmpty() {
        return networks.isEmpty();
    }

    boolean include(InetAddress address) {
        return address != null && networks.stream().anyMatch(network -> network.holds(address.getAddress()));
    }

    private static Network network(String text) {
        int slash = text.indexOf('/');
        InetAddress address = Literal.address(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException("sallyport.proxies: '" + text + "' is neither an address nor a network"));
        int all = address.getAddress().length * Byte.SIZE;
        String bits = slash < 0 ? Integer.toString(all) : text.substring(slash + 1);
        if (!bits.matches("[0-9]{1,3}") || Integer.parseInt(bits) > all) {
            throw new IllegalArgumentException("sallyport.proxies: '" + text + "' is neither an address nor a network");
        }
        return new Network(address.getAddress(), Integer.parseInt(bits));
    }
}
