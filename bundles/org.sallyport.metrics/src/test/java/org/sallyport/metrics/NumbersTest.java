package org.sallyport.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sallyport.api.administration.Impact;
import org.sallyport.api.administration.Status;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditEvent.Action;
import org.sallyport.api.audit.AuditEvent.Outcome;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.health.Condition;
import org.sallyport.api.health.Health;
import org.sallyport.api.health.Timing;
import org.sallyport.api.paging.Count;

/** What is counted, and how it is written. */
class NumbersTest {

    private final Counters counters = new Counters();

    private static AuditEvent event(Action action, Outcome outcome, String reason, String door) {
        return new AuditEvent(0, Instant.EPOCH, action, outcome, reason, Optional.of(PrincipalId.user("local", "some-id")), "ada lovelace",
                Optional.empty(), "", "192.0.2.77", door);
    }

    private String text(Numbers numbers) {
        return new String(new Exposition().of(numbers.snapshots()), StandardCharsets.UTF_8);
    }

    private String counted() {
        Numbers numbers = new Numbers();
        numbers.counters(counters);
        return text(numbers);
    }

    private static Health health(Optional<String> trouble) {
        return new Health() {
            @Override
            public List<Condition> conditions() {
                return List.of(new Condition(Condition.STORE, "", trouble), new Condition(Condition.REALM, "corp", Optional.empty()));
            }

            @Override
            public List<Timing> timings() {
                return List.of(new Timing(Condition.STORE, "", "commit", false, List.of(0.01, 0.1), List.of(3L, 2L, 1L), 1.5),
                        new Timing(Condition.REALM, "corp", "authenticate", true, List.of(0.01, 0.1), List.of(0L, 0L, 1L), 7));
            }
        };
    }

    private static void assertLine(String text, String line) {
        assertTrue(text.lines().anyMatch(line::equals), () -> line + "\nis not in\n" + text);
    }

    @Test
    void signInsAndRefusalsAreCountedByDoor() {
        counters.happened(event(Action.SIGN_IN, Outcome.CHALLENGED, "code-needed", "portal"));
        counters.happened(event(Action.SIGN_IN, Outcome.REFUSED, "wrong-code", "portal"));
        counters.happened(event(Action.STEP_UP, Outcome.REFUSED, "wrong-password", "console"));
        counters.happened(event(Action.CHANGE_SETTING, Outcome.SUCCEEDED, "issuer", ""));
        String text = counted();
        assertLine(text, "sallyport_sign_ins_total{door=\"portal\",outcome=\"challenged\"} 1.0");
        assertLine(text, "sallyport_sign_ins_total{door=\"portal\",outcome=\"refused\"} 1.0");
        assertLine(text, "sallyport_sign_ins_total{door=\"console\",outcome=\"succeeded\"} 0.0");
        assertLine(text, "sallyport_refusals_total{door=\"portal\",reason=\"wrong-code\"} 1.0");
        assertLine(text, "sallyport_refusals_total{door=\"console\",reason=\"wrong-password\"} 1.0");
        assertLine(text, "sallyport_audit_events_total{action=\"change-setting\",outcome=\"succeeded\"} 1.0");
        assertLine(text, "sallyport_audit_events_missed_total 0.0");
        assertFalse(text.contains("ada") || text.contains("192.0.2") || text.contains("some-id"), "nobody is named");
    }

    @Test
    void thereIsNoEndOfWordsAndABoundOnSeries() {
        for (int i = 0; i < 10 * Counters.MOST_WORDS; i++) {
            counters.happened(event(Action.SIGN_IN, Outcome.REFUSED, "reason-" + i, "portal"));
        }
        counters.happened(event(Action.SIGN_IN, Outcome.REFUSED, "Not A Word", "Nor \"this\"\n"));
        assertEquals(Counters.MOST_WORDS + 2L, counted().lines().filter(line -> line.startsWith("sallyport_refusals_total{")).count());
        assertLine(counted(), "sallyport_refusals_total{door=\"other\",reason=\"other\"} 1.0");
    }

    @Test
    void partsAndTimesAreWritten() {
        Numbers numbers = new Numbers();
        numbers.health(false, Optional.of(health(Optional.of("the disk is gone"))));
        String text = text(numbers);
        assertLine(text, "sallyport_up 0.0");
        assertLine(text, "sallyport_part_up{name=\"\",part=\"store\"} 0.0");
        assertLine(text, "sallyport_part_up{name=\"corp\",part=\"realm\"} 1.0");
        assertLine(text, "sallyport_store_seconds_bucket{operation=\"commit\",result=\"answered\",le=\"0.1\"} 5");
        assertLine(text, "sallyport_store_seconds_bucket{operation=\"commit\",result=\"answered\",le=\"+Inf\"} 6");
        assertLine(text, "sallyport_store_seconds_sum{operation=\"commit\",result=\"answered\"} 1.5");
        assertLine(text, "sallyport_directory_seconds_count{operation=\"authenticate\",realm=\"corp\",result=\"failed\"} 1");
        assertFalse(text.contains("disk"), "reasons are for the health page");
    }

    @Test
    void whatIsNotKnownIsNotWritten() {
        Numbers numbers = new Numbers();
        numbers.health(false, Optional.empty());
        numbers.counters(counters);
        numbers.census(new Census.Figures(new Status(true, 1, 2, Count.atLeast(7), 3, Set.of("corp"), Set.of()),
                new Impact(Count.atLeast(7), Count.unknown(), 0)));
        String text = text(numbers);
        assertLine(text, "sallyport_protected_people 7.0");
        assertLine(text, "sallyport_enrolled_people 3.0");
        assertLine(text, "sallyport_two_factor_enabled 1.0");
        assertFalse(text.contains("sallyport_pending_people"));
        assertFalse(text.contains("sallyport_store_seconds_count"));
    }

    @Test
    void theJvmIsWrittenToo() {
        String text = counted();
        for (String name : List.of("jvm_memory_used_bytes", "jvm_threads_current", "jvm_gc_collection_seconds_count", "jvm_classes_currently_loaded",
                "process_cpu_seconds_total")) {
            assertTrue(text.lines().anyMatch(line -> line.startsWith(name)), name);
        }
    }
}
