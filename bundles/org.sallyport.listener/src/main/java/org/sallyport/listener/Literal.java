package org.sallyport.listener;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses written as numbers. Names are none: looking one up could take long, and would ask others about what a client sent. */
final class Literal {

    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    /** As proxies write it: with or without a port, IPv6 with a port or in quotes in brackets. */
    private static final Pattern WITH_PORT = Pattern.compile("(?:\\[([^\\]]+)]|([0-9.]+))(?::[0-9]{1,5})?");

    private Literal() { }

    static Optional<InetAddress> address(String text) {
        if (text.length() > 45 || !IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** The address of what a forwarding header names. */
    static Optional<InetAddress> node(String text) {
        Matcher split = WITH_PORT.matcher(text);
        return address(split.matches() ? split.group(1) == null ? split.group(2) : split.group(1) : text);
    }
}
