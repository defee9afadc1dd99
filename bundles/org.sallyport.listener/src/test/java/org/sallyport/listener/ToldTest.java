package org.sallyport.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.Optional;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToldTest {

    private static final TrustedProxies PROXIES = TrustedProxies.of("10.0.0.0/8, 127.0.0.1, 2001:db8:1::/48");

    private static InetAddress address(String text) {
        return Literal.address(text).orElseThrow();
    }

    private static Told x(String... headers) {
        return Told.byXForwarded(address("127.0.0.1"), fields(headers), PROXIES);
    }

    private static Told forwarded(String... values) {
        HttpFields.Mutable fields = HttpFields.build();
        for (String value : values) {
            fields.add("Forwarded", value);
        }
        return Told.byForwarded(address("127.0.0.1"), fields, PROXIES);
    }

    private static HttpFields fields(String... headers) {
        HttpFields.Mutable fields = HttpFields.build();
        for (int i = 0; i < headers.length; i += 2) {
            fields.add(headers[i], headers[i + 1]);
        }
        return fields;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "203.0.113.9 | 203.0.113.9",
        "198.51.100.1, 203.0.113.9 | 203.0.113.9",
        "127.0.0.1, 203.0.113.9 | 203.0.113.9",
        "nonsense of a client, 203.0.113.9, 10.1.2.3 | 203.0.113.9",
        "203.0.113.9:4711, 10.1.2.3:99 | 203.0.113.9",
        "[2001:db8::7]:443 | 2001:db8::7",
        "2001:db8::7, 2001:db8:1::5 | 2001:db8::7",
        "10.1.1.1, 10.2.2.2 | 10.1.1.1",
        "::ffff:203.0.113.9 | 203.0.113.9"
    })
    void isTheFirstFromTheRightWhoIsNoTrustedProxy(String header, String client) {
        assertEquals(address(client), x("X-Forwarded-For", header).client());
    }

    @Test
    void readsSeveralHeadersAsOneList() {
        assertEquals(address("203.0.113.9"), x("X-Forwarded-For", "198.51.100.1", "X-Forwarded-For", "203.0.113.9, 10.0.0.1").client());
    }

    @Test
    void isTheProxyItselfWhereItSaysNothing() {
        assertEquals(address("127.0.0.1"), x().client());
        assertEquals(address("127.0.0.1"), forwarded().client());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unknown", "203.0.113.9,", "203.0.113", "256.1.1.1", "host.example", "1.2.3.4;", "[::1", "1::2::3", "010.0.0.1"})
    void refusesWhatMakesNoSenseAndNeverGuesses(String header) {
        assertThrows(BadMessageException.class, () -> x("X-Forwarded-For", header));
    }

    @Test
    void takesSchemeAndHostOfTheProxyThatSawTheClient() {
        Told two = x("X-Forwarded-For", "198.51.100.1, 203.0.113.9, 10.0.0.1", "X-Forwarded-Proto", "http, https, http",
                "X-Forwarded-Host", "evil.example, portal.example.org, inner");
        assertEquals(Optional.of("https"), two.scheme());
        assertEquals(Optional.of("portal.example.org"), two.authority());
        Told one = x("X-Forwarded-For", "203.0.113.9", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "portal.example.org", "X-Forwarded-Port", "8443");
        assertEquals(Optional.of("portal.example.org:8443"), one.authority());
        assertEquals(Optional.of("portal.example.org"), x("X-Forwarded-For", "203.0.113.9", "X-Forwarded-Proto", "https",
                "X-Forwarded-Host", "portal.example.org", "X-Forwarded-Port", "443").authority());
    }

    @Test
    void refusesListsThatDoNotMatchTheChain() {
        assertThrows(BadMessageException.class, () -> x("X-Forwarded-For", "203.0.113.9, 10.0.0.1, 10.0.0.2", "X-Forwarded-Proto", "https, http"));
        assertThrows(BadMessageException.class, () -> x("X-Forwarded-Proto", "https, http"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"portal.example.org/evil", "user@portal", "a b", "portal:123456", "portal:99999", "[::1", "-x", ""})
    void refusesHostsThatAreNone(String host) {
        assertThrows(BadMessageException.class, () -> x("X-Forwarded-For", "203.0.113.9", "X-Forwarded-Host", host));
        assertThrows(BadMessageException.class, () -> forwarded("for=203.0.113.9;host=\"" + host + "\""));
    }

    @Test
    void refusesASchemeThatIsNone() {
        assertThrows(BadMessageException.class, () -> x("X-Forwarded-For", "203.0.113.9", "X-Forwarded-Proto", "ftp"));
    }

    @Test
    void readsTheStandardHeader() {
        Told told = forwarded("for=198.51.100.1;proto=http;host=evil.example", "for=\"[2001:db8::7]:4711\";PROTO=https;host=\"portal.example.org:8443\", for=10.0.0.1");
        assertEquals(address("2001:db8::7"), told.client());
        assertEquals(Optional.of("https"), told.scheme());
        assertEquals(Optional.of("portal.example.org:8443"), told.authority());
    }

    @ParameterizedTest
    @ValueSource(strings = {"for=unknown", "for=_hidden", "proto=https", "for", "for=1.2.3.4;", "for=1.2.3.4,", "for=\"1.2.3.4",
        "for=\"1.2.3.4, for=127.0.0.1", "for=1.2.3.4;for=5.6.7.8", "for=[::1]", ";", "for=\"a, for=\"[::1]\""})
    void refusesABrokenStandardHeader(String value) {
        assertThrows(BadMessageException.class, () -> forwarded(value));
    }

    @Test
    void knowsNetworksByTheirBits() {
        TrustedProxies some = TrustedProxies.of("192.0.2.128/25,2001:db8::/33");
        assertTrue(some.include(address("192.0.2.200")));
        assertFalse(some.include(address("192.0.2.100")));
        assertTrue(some.include(address("2001:db8:7fff::1")));
        assertFalse(some.include(address("2001:db8:8000::1")));
        assertFalse(some.include(null));
        assertTrue(TrustedProxies.of("").isEmpty());
        for (String wrong : new String[] {"host", "1.2.3", "1.2.3.4/33", "1.2.3.4/", "::1/129", "1.2.3.4/-1", "010.0.0.1"}) {
            assertThrows(IllegalArgumentException.class, () -> TrustedProxies.of(wrong), wrong);
        }
    }
}
