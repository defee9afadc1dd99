package org.sallyport.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.sallyport.api.administration.Listed;
import org.sallyport.api.administration.Listed.Presence;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditEvent.Action;
import org.sallyport.api.audit.AuditEvent.Outcome;
import org.sallyport.api.directory.InvalidEntryException;
import org.sallyport.api.directory.InvalidEntryException.Rule;
import org.sallyport.api.paging.Count;
import org.sallyport.web.Texts;
import org.sallyport.web.Wording;

class WordsTest {

    private final Wording english = new Texts(ConsoleServlet.class).choose("en");

    @Test
    void namesAreNamedAndTheRestCounted() {
        assertEquals("", Words.names(english, List.of(), 3));
        assertEquals("Ada", Words.names(english, List.of("Ada"), 1));
        assertEquals("Ada and Grace", Words.names(english, List.of("Ada", "Grace"), 2));
        assertEquals("Ada, Grace and Mary", Words.names(english, List.of("Ada", "Grace", "Mary"), 3));
        assertEquals("Ada, Grace, Mary and 1,231 more", Words.names(english, List.of("Ada", "Grace", "Mary", "John"), 1234));
    }

    @Test
    void countsSayHowWellTheyAreKnown() {
        assertEquals("1 person", Words.counted(english, "people", Count.exactly(1)));
        assertEquals("more than 1,000 people", Words.counted(english, "people", Count.atLeast(1000)));
        assertEquals("An unknown number of people", Words.counted(english, "people", Count.unknown()));
    }

    @Test
    void aRuleHasASentence() {
        assertEquals("This password is too short: at least 15 characters.",
                Words.wrong(english, new InvalidEntryException("password", Rule.TOO_SHORT, "x"), 15));
        assertEquals("This is too short.", Words.wrong(english, new InvalidEntryException("login", Rule.TOO_SHORT, "x"), 15));
    }

    private LogPage.Entry entry(Action action, Outcome outcome, String reason, String subject) {
        return LogPage.Entry.of(english, new AuditEvent(1, Town.NOW, action, outcome, reason, Optional.empty(), "ada",
                Optional.empty(), subject, "", "portal"), "");
    }

    @Test
    void eventsAreToldInPlainWords() {
        LogPage.Entry refused = entry(Action.SIGN_IN, Outcome.REFUSED, "wrong-code", "");
        assertEquals(new Badge("bad", "cross", "Not let in"), refused.outcome());
        assertEquals("wrong code", refused.why());
        assertEquals("this server", refused.from());
        assertEquals("never-heard-of", entry(Action.SIGN_IN, Outcome.REFUSED, "never-heard-of", "").why());
        assertEquals("Reset grace", entry(Action.RESET, Outcome.SUCCEEDED, "", "grace").outcome().text());
        assertEquals("put into Night shift", entry(Action.CHANGE_ACCOUNT, Outcome.SUCCEEDED, "joined Night shift", "grace").why());
        LogPage.Entry setting = entry(Action.CHANGE_SETTING, Outcome.SUCCEEDED, "8", "totp.digits");
        assertEquals("Changed: Digits of a code", setting.outcome().text());
        assertEquals("8", setting.why());
    }

    @Test
    void statesAreToldByIconAndWord() {
        List<Badge> locked = Badge.of(english, Town.GRACE, Town.LOCKED);
        assertEquals(List.of("phone", "lock", "clock", "alert", "alert"), locked.stream().map(Badge::sign).toList());
        assertEquals("not enrolled", Badge.of(english, Town.ADA, Town.FRESH).get(0).text());
        Listed away = new Listed(Town.NIGHT, Presence.DIRECTORY_AWAY, Count.unknown(), Count.unknown(), Optional.empty());
        assertEquals(List.of(new Badge("warn", "alert", "directory away")), Badge.of(english, away));
        Listed all = new Listed(Town.NIGHT, Presence.PRESENT, Count.exactly(2), Count.exactly(2), Optional.empty());
        assertEquals("good", Badge.of(english, all).get(0).tone());
    }
}
