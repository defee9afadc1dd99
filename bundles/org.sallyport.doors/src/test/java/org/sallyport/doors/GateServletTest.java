package org.sallyport.doors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.api.access.AccessDecisions;
import org.sallyport.api.access.Decision;
import org.sallyport.api.access.Decision.Reason;
import org.sallyport.api.access.Gate;
import org.sallyport.api.access.Knock;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.testkit.face.Exchange;

class GateServletTest {

    private static final String KEY = "the-key-of-this-gate";
    private static final String NONCE = "0123456789abcdef";
    private static final String FORM = "channel=rdp&login=alice&address=192.0.2.7&nonce=" + NONCE;
    private static final Gate GATE = new Gate("g1", "terminal server", Set.of("rdp"), Instant.EPOCH, 1);

    private final List<String> asked = new ArrayList<>();
    private Reason reason = Reason.NOT_PROTECTED;
    private RuntimeException trouble;
    private Instant now = Instant.EPOCH;

    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);

    private final AccessDecisions decisions = new AccessDecisions() {
        @Override
        public Optional<Gate> gate(String key) {
            if (trouble != null) {
                throw trouble;
            }
            asked.add("gate");
            return key.equals(KEY) ? Optional.of(GATE) : Optional.empty();
        }

        @Override
        public Decision decide(Gate gate, Knock knock) {
            asked.add("decide " + gate.id() + " " + knock);
            return new Decision(reason, Optional.empty());
        }

        @Override
        public Decision redeem(Gate gate, Knock knock, String ticket) {
            asked.add("redeem " + gate.id() + " " + knock + " " + ticket);
            return new Decision(reason, Optional.empty());
        }
    };

    private final GateServlet servlet = new GateServlet(clock).with(decisions);

    private static Exchange post(String path, String form) {
        return new Exchange("POST", path).exact().from("127.0.0.1").form(form).header("Authorization", "Bearer " + KEY);
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void theAnswerIsAWordTheNonceAndTheReason(Reason one) throws Exception {
        reason = one;
        Exchange exchange = post(GateServlet.DECIDE, FORM).sentTo(servlet);
        boolean allowed = new Decision(one, Optional.empty()).allowed();
        assertEquals(allowed ? 200 : one == Reason.UNAVAILABLE ? 503 : 403, exchange.status());
        assertEquals((allowed ? "allow " : "refuse ") + NONCE + "\nreason: " + one.name().toLowerCase(Locale.ROOT).replace('_', '-') + "\n",
                exchange.text());
        assertEquals(List.of("gate", "decide g1 Knock[channel=rdp, login=alice, address=192.0.2.7]"), asked);
        assertEquals("no-store", exchange.headers().get("Cache-Control"));
        assertTrue(exchange.headers().get("Content-Type").startsWith("text/plain"));
    }

    @Test
    void aTicketIsRedeemed() throws Exception {
        reason = Reason.TICKET;
        Exchange exchange = post(GateServlet.REDEEM, FORM + "&ticket=K7MP-4T9X").sentTo(servlet);
        assertEquals(200, exchange.status());
        assertEquals("allow " + NONCE + "\nreason: ticket\n", exchange.text());
        assertEquals("redeem g1 Knock[channel=rdp, login=alice, address=192.0.2.7] K7MP-4T9X", asked.get(1));
    }

    @Test
    void namesArriveAsTheyAre() throws Exception {
        post(GateServlet.DECIDE, "channel=rdp&login=%63orp%5C%6A%C3%BC%20%40%22%27%26%3D%25&address=&nonce=" + NONCE).sentTo(servlet);
        assertEquals("decide g1 Knock[channel=rdp, login=corp\\j\u00fc @\"'&=%, address=]", asked.get(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "channel=rdp&login=a&nonce=0123456789abcdef&ticket=x | a field that does not belong here",
        "channel=rdp&login=a&nonce=0123456789abcdef&login=b | login",
        "channel=rdp&login=&nonce=0123456789abcdef | login",
        "channel=rdp&login=a%0Ab&nonce=0123456789abcdef | login",
        "channel=rdp&login=a%00&nonce=0123456789abcdef | login",
        "channel=rdp&login=%ff&nonce=0123456789abcdef | login",
        "channel=rdp&login=%6&nonce=0123456789abcdef | login",
        "channel=R&login=a&nonce=0123456789abcdef | channel",
        "login=a&nonce=0123456789abcdef | channel",
        "channel=rdp&login=a | nonce",
        "channel=rdp&login=a&nonce=short | nonce",
        "channel=rdp&login=a&nonce=0123456789abcdef%0Aallow | nonce",
        "channel=rdp&login=a&nonce=0123456789abcdef&address=host.example | address"})
    void whatNoGateAsksIsNotDecided(String form, String field) throws Exception {
        Exchange exchange = post(GateServlet.DECIDE, form).sentTo(servlet);
        assertEquals(400, exchange.status());
        assertEquals("unfit: " + field + "\n", exchange.text());
        assertEquals(List.of(), asked);
    }

    @Test
    void aRedemptionNeedsATicket() throws Exception {
        assertEquals("unfit: ticket\n", post(GateServlet.REDEEM, FORM).sentTo(servlet).text());
        assertEquals("unfit: ticket\n", post(GateServlet.REDEEM, FORM + "&ticket=" + "x".repeat(129)).sentTo(servlet).text());
    }

    @Test
    void otherWaysToAskAreRefused() throws Exception {
        Exchange get = new Exchange("GET", GateServlet.DECIDE).exact().from("127.0.0.1").form("").header("Authorization", "Bearer " + KEY).sentTo(servlet);
        assertEquals(405, get.status());
        assertEquals("POST", get.headers().get("Allow"));
        assertEquals(415, post(GateServlet.DECIDE, FORM).header("Content-Type", "application/json").sentTo(servlet).status());
        Exchange huge = post(GateServlet.DECIDE, FORM + "&login=" + "x".repeat(Question.LIMIT)).sentTo(servlet);
        assertEquals(413, huge.status());
        assertEquals("close", huge.headers().get("Connection"));
        assertEquals(List.of(), asked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer other", "Basic the-key-of-this-gate", "the-key-of-this-gate"})
    void aWrongKeyIsToldNothing(String header) throws Exception {
        Exchange exchange = post(GateServlet.DECIDE, FORM).header("Authorization", header).sentTo(servlet);
        assertEquals(401, exchange.status());
        assertEquals("unknown gate\n", exchange.text());
        assertTrue(exchange.headers().containsKey("WWW-Authenticate"));
        assertEquals(List.of("gate"), asked);
    }

    @Test
    void keysCrossANetworkUnderTlsOnly() throws Exception {
        Exchange open = post(GateServlet.DECIDE, FORM).from("192.0.2.1").sentTo(servlet);
        assertEquals(400, open.status());
        assertEquals(List.of(), asked);
        assertEquals(200, post(GateServlet.DECIDE, FORM).from("192.0.2.1").overTls().sentTo(servlet).status());
    }

    @Test
    void wrongKeysAreNotLookedUpForEver() throws Exception {
        Exchange exchange = null;
        for (int i = 0; i <= WrongKeys.FREE; i++) {
            exchange = post(GateServlet.DECIDE, FORM).from("192.0.2.1").overTls().header("Authorization", "Bearer wrong" + i).sentTo(servlet);
        }
        assertEquals(429, exchange.status());
        assertEquals("60", exchange.headers().get("Retry-After"));
        assertEquals(WrongKeys.FREE, asked.size());
        assertEquals(200, post(GateServlet.DECIDE, FORM).from("192.0.2.2").overTls().sentTo(servlet).status(), "others are let try");
        assertEquals(200, post(GateServlet.DECIDE, FORM).from("192.0.2.1").overTls().sentTo(servlet).status(), "a key that was right is let try");
        now = now.plus(WrongKeys.WINDOW);
        assertEquals(401, post(GateServlet.DECIDE, FORM).from("192.0.2.1").overTls().header("Authorization", "Bearer new").sentTo(servlet).status());
    }

    @Test
    void troubleIsARefusal() throws Exception {
        String unavailable = "refuse " + NONCE + "\nreason: unavailable\n";
        for (RuntimeException one : List.of(new UnavailableException("the store is away"), new IllegalStateException("a fault"))) {
            trouble = one;
            Exchange exchange = post(GateServlet.DECIDE, FORM).sentTo(servlet);
            assertEquals(503, exchange.status());
            assertEquals(unavailable, exchange.text());
        }
        Exchange lonely = post(GateServlet.DECIDE, FORM).sentTo(new GateServlet(clock));
        assertEquals(503, lonely.status());
        assertEquals(unavailable, lonely.text());
    }

    @Test
    void aTicketIsNeverWrittenOut() throws Exception {
        assertFalse(Question.of((FORM + "&ticket=K7MP-4T9X").getBytes(), true).toString().contains("K7MP"));
    }
}
