package org.sallyport.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.sallyport.testkit.face.Exchange;

class ClientAddressTest {

    @ParameterizedTest
    @CsvSource({"192.0.2.7,192.0.2.7,false", "127.0.0.1,127.0.0.1,true", "127.9.9.9,127.9.9.9,true",
        "[0:0:0:0:0:0:0:1],::1,true", "::1,::1,true", "fe80::1%eth0,fe80::1,false", "2001:db8:0:0:1:0:0:1,2001:db8::1:0:0:1,false", "2001:db8:0:1:2:3:4:5,2001:db8:0:1:2:3:4:5,false",
        "::ffff:192.0.2.7,192.0.2.7,false", "localhost,'',false", "cafe,'',false", "'','',false"})
    void addressIsALiteralAndNeverLookedUp(String remote, String address, boolean loopback) {
        Exchange exchange = new Exchange("GET", "/").from(remote).header("X-Forwarded-For", "127.0.0.1");
        assertEquals(address, ClientAddress.of(exchange.request()));
        assertEquals(loopback, ClientAddress.isLoopback(exchange.request()));
    }

    @Test
    void userAgentHasNoControlCharacters() {
        Exchange exchange = new Exchange("GET", "/").header("User-Agent", " Some\u0007thing/1.0 ");
        assertEquals("Something/1.0", ClientAddress.client(exchange.request()).userAgent());
        assertEquals("", ClientAddress.client(new Exchange("GET", "/").request()).userAgent());
    }
}
