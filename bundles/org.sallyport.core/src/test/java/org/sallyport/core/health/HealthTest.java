package org.sallyport.core.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditListener;
import org.sallyport.api.health.Condition;
import org.sallyport.api.health.Timing;
import org.sallyport.core.Scene;
import org.sallyport.core.provider.Stopwatch;

/** What those who watch are told: each part by itself, how long it took, and what happened. */
class HealthTest {

    private final Scene scene;

    HealthTest() throws Exception {
        scene = new Scene();
    }

    private List<String> troubled() {
        return scene.house.health().conditions().stream().filter(one -> one.trouble().isPresent()).map(one -> one.part() + one.name()).toList();
    }

    @Test
    void eachPartIsSaidByItself() {
        assertEquals(List.of("store", "engine", "key-uris", "sealer", "realm local", "set-up"), scene.house.health().conditions().stream()
                .map(one -> (one.part() + " " + one.name()).strip()).toList());
        assertEquals(List.of(), troubled());
        scene.house.readiness().settingUp("the first set-up is under way");
        assertEquals(List.of("set-up"), troubled());
        scene.house.readiness().settingUp("");
        scene.stores.clear();
        assertEquals(List.of("store", "realmlocal"), troubled(), "the sealer is believed for a second");
    }

    @Test
    void whatWasAskedHasATime() {
        scene.knock("ada", "ada's long password");
        scene.knock("ada", "not her password");
        List<Timing> timings = scene.house.health().timings();
        assertEquals(2, timings.stream().filter(one -> one.operation().equals("authenticate")).flatMap(one -> one.counts().stream())
                .mapToLong(count -> count).sum(), "a no is an answer");
        assertEquals(List.of("authenticate", "commit", "look-up", "read"), timings.stream().map(Timing::operation).sorted().toList());
        assertEquals(List.of(Condition.REALM, Condition.STORE), timings.stream().map(Timing::part).distinct().sorted().toList());
        timings.forEach(one -> {
            assertEquals(one.bounds().size() + 1, one.counts().size());
            assertTrue(one.seconds() > 0);
        });
    }

    @Test
    void aBoundBelongsToItsClass() {
        Stopwatch stopwatch = new Stopwatch(Condition.STORE, "", "read");
        stopwatch.took(500_000, true);
        stopwatch.took(500_001, true);
        stopwatch.took(60_000_000_000L, false);
        Timing answered = stopwatch.timings().get(0);
        Timing failed = stopwatch.timings().get(1);
        assertEquals(List.of(1L, 1L), answered.counts().subList(0, 2));
        assertEquals(1L, failed.counts().get(failed.bounds().size()));
        assertEquals(60.0, failed.seconds(), 1e-9);
    }

    @Test
    void listenersHearWhatIsInTheLog() {
        List<AuditEvent> heard = new ArrayList<>();
        scene.listeners.add((AuditListener) heard::add);
        scene.knock("ada", "ada's long password");
        scene.knock("ada", "not her password");
        scene.knock("nobody", "whatever they typed");
        assertEquals("SUCCEEDED password-only, REFUSED wrong-password, REFUSED unknown-name",
                heard.stream().map(event -> event.outcome() + " " + event.reason()).collect(Collectors.joining(", ")));
    }
}
