package org.sallyport.audit.syslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditEvent.Action;
import org.sallyport.api.audit.AuditEvent.Outcome;
import org.sallyport.api.directory.PrincipalId;

/** Messages are what RFC 5424 says, whatever somebody is called. */
class SyslogFormatTest {

    private static final Instant AT = Instant.parse("2026-03-01T08:09:10.120Z");

    private final SyslogFormat format = new SyslogFormat("authpriv", "gate.example.org", "sallyport", 4711, "sallyport@32473");

    static AuditEvent refused(String actor) {
        return new AuditEvent(0, AT, Action.SIGN_IN, Outcome.REFUSED, "wrong-code", Optional.of(PrincipalId.user("corp", "a-1")), actor,
                Optional.empty(), "", "2001:db8::7", "portal");
    }

    @Test
    void everyFieldHasItsPlace() {
        Grammar.Read read = Grammar.read(format.of(refused("ada")));
        assertEquals(10 * 8 + 4, read.priority(), "a warning to authpriv");
        assertEquals("2026-03-01T08:09:10.120Z", read.time());
        assertEquals("gate.example.org sallyport 4711 sign-in", String.join(" ", read.host(), read.application(), read.process(), read.id()));
        assertEquals("sallyport@32473", read.element());
        assertEquals("{action=sign-in, outcome=refused, reason=wrong-code, door=portal, address=2001:db8::7, actor=ada, actorId=corp:user:a-1}",
                read.parameters().toString());
        assertEquals("ada: sign-in refused (wrong-code), from 2001:db8::7, through portal", read.text());
    }

    @Test
    void changesByAdministratorsAreOfNote() {
        Grammar.Read read = Grammar.read(format.of(new AuditEvent(0, AT, Action.RESET, Outcome.SUCCEEDED, "", Optional.of(PrincipalId.user("local", "1")),
                "ada", Optional.of(PrincipalId.user("corp", "2")), "Zoë Ωmega", "127.0.0.1", "console")));
        assertEquals(10 * 8 + 5, read.priority());
        assertEquals("Zoë Ωmega", read.parameters().get("subject"));
        assertEquals("ada: reset succeeded, Zoë Ωmega, from 127.0.0.1, through console", read.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"] [x@1 a=\"b", "back\\slash", "]", "two\nlines\r\n<34>1 - - - - - -", "nul\0l", "\u2028", "\ud83d\udd11 key", "\ufeff"})
    void noNameBreaksOut(String name) {
        Grammar.Read read = Grammar.read(format.of(refused(name)));
        assertEquals("sallyport@32473", read.element());
        assertEquals(7, read.parameters().size());
        assertEquals(name.replaceAll("[\\p{Cntrl}\u2028]", " "), read.parameters().get("actor"));
        assertEquals(1, read.text().lines().count());
    }

    @Test
    void aMessageFitsADatagram() {
        byte[] message = format.of(refused("\ud83d\udd11".repeat(5000)));
        assertTrue(Grammar.read(message).parameters().get("actor").endsWith("\ud83d\udd11…"), "cut between characters");
        assertTrue(message.length < 8192);
    }

    @Test
    void whatIsMissingIsSaid() {
        Grammar.Read read = Grammar.read(format.missed(12, AT));
        assertEquals("12", read.parameters().get("missed"));
    }

    @Test
    void aNamelessHostIsNil() {
        assertEquals("-", Grammar.read(new SyslogFormat("auth", "", "s", 1, "s@1").of(refused("ada"))).host());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sallyport", "sallyport@", "sally port@1", "sally]port@1", "a=b@1", "x@1@2", "averyveryveryverylongname@1234567"})
    void otherNamesOfTheElementAreRefused(String id) {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new SyslogFormat("auth", "h", "a", 1, id)).getMessage().contains("'sd.id'"));
    }
}
