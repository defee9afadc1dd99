package org.sallyport.web;

import jakarta.servlet.http.HttpServletRequest;

import java.net.InetAddress;
import java.net.UnknownHostException;

import org.sallyport.api.signin.Client;

/** Where a request comes from. The one place that decides it, so that forwarding headers can never be believed by accident. */
public final class ClientAddress {

    private ClientAddress() { }

    /** The client, for the services: its address, and what its browser says of itself without control characters. */
    public static Client client(HttpServletRequest request) {
        String agent = request.getHeader("User-Agent");
        return new Client(of(request), agent == null ? "" : agent.replaceAll("\\p{Cntrl}", "").strip());
    }

    /** The address of the socket's other end, as text without brackets or scope, IPv4 in IPv6 as IPv4; empty if unknown. */
    public static String of(HttpServletRequest request) {
        InetAddress address = parsed(request);
        // People read it: ::1 rather than 0:0:0:0:0:0:0:1.
        return address == null ? "" : strip(address.getHostAddress()).replaceFirst("(^|:)(0(:|$)){2,}", "::");
    }

    /** Whether the request comes from this machine itself. */
    public static boolean isLoopback(HttpServletRequest request) {
        InetAddress address = parsed(request);
        return address != null && address.isLoopbackAddress();
    }

    private static InetAddress parsed(HttpServletRequest request) {
        String text = request.getRemoteAddr();
        if (text == null || !(text = strip(text)).matches("[0-9A-Fa-f:.]*[:.][0-9A-Fa-f:.]*")) {
            return null; // not a literal: a look-up in DNS must not happen here
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static String strip(String text) {
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        int scope = bare.indexOf('%');
        return scope < 0 ? bare : bare.substring(0, scope);
    }
}
