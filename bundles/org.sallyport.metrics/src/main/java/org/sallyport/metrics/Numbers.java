package org.sallyport.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sallyport.api.health.Condition;
import org.sallyport.api.health.Health;
import org.sallyport.api.health.Timing;
import org.sallyport.api.paging.Count;

/** Our own numbers by name. The names are for dashboards and alerts to rely on; {@code docs/monitoring.md} has them all. */
final class Numbers {

    private final List<MetricSnapshot> snapshots = new ArrayList<>();

    List<MetricSnapshot> snapshots() {
        return snapshots;
    }

    void version(String version) {
        snapshots.add(InfoSnapshot.builder().name("sallyport_build").help("The version that runs.")
                .dataPoint(new InfoSnapshot.InfoDataPointSnapshot(Labels.of("version", version))).build());
    }

    /** @param health empty while core is away: then nobody can sign in, and no part can be asked */
    void health(boolean ready, Optional<Health> health) {
        gauge("sallyport_up", "1 while people can sign in, else 0.", ready ? 1 : 0);
        GaugeSnapshot.Builder parts = GaugeSnapshot.builder().name("sallyport_part_up")
                .help("1 while this part can be used, else 0; name is the realm's where the part is a realm.");
        health.ifPresent(present -> present.conditions().forEach(condition -> parts.dataPoint(new GaugeDataPointSnapshot(
                condition.trouble().isEmpty() ? 1 : 0, Labels.of("part", condition.part(), "name", condition.name()), null))));
        snapshots.add(parts.build());
        List<Timing> timings = health.map(Health::timings).orElse(List.of());
        snapshots.add(histogram("sallyport_store_seconds", "How long the store took to answer.",
                timings.stream().filter(timing -> timing.part().equals(Condition.STORE))));
        snapshots.add(histogram("sallyport_directory_seconds", "How long a realm's directory took to answer.",
                timings.stream().filter(timing -> timing.part().equals(Condition.REALM))));
    }

    void counters(Counters counters) {
        counter("sallyport_sign_ins", "Sign-ins by what came of them; challenged: the password was right, a code was asked for.",
                counters.signIns(), "door", "outcome");
        counter("sallyport_refusals", "Everything that was refused to somebody at a door, by why.", counters.refusals(), "door", "reason");
        counter("sallyport_audit_events", "Everything that was written into the sign-in log.", counters.events(), "action", "outcome");
        snapshots.add(CounterSnapshot.builder().name("sallyport_audit_events_missed")
                .help("Events that are in the sign-in log and not in the numbers here: there were too many at once.")
                .dataPoint(new CounterDataPointSnapshot(counters.missed(), Labels.EMPTY, null, 0)).build());
    }

    void census(Census.Figures figures) {
        gauge("sallyport_two_factor_enabled", "1 while two-factor is on, else 0.", figures.status().enabled() ? 1 : 0);
        gauge("sallyport_listed_entries", "Users and groups on the list of whom two-factor is for.", figures.status().listed());
        gauge("sallyport_protected_people", "People the list means, each once; at least so many while a directory is away.",
                figures.status().people());
        gauge("sallyport_pending_people", "Those of them who have not activated a phone yet.", figures.impact().unenrolled());
        gauge("sallyport_enrolled_people", "People who have activated a phone, on the list or not.", figures.status().enrolled());
    }

    private void gauge(String name, String help, Count count) {
        if (count.certainty() != Count.Certainty.UNKNOWN) {
            gauge(name, help, count.value());
        }
    }

    private void gauge(String name, String help, double value) {
        snapshots.add(GaugeSnapshot.builder().name(name).help(help).dataPoint(new GaugeDataPointSnapshot(value, Labels.EMPTY, null)).build());
    }

    private void counter(String name, String help, Counters.Family family, String first, String second) {
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
        family.values().forEach((values, count) -> counter.dataPoint(new CounterDataPointSnapshot(count,
                Labels.of(first, values.get(0), second, values.get(1)), null, 0)));
        snapshots.add(counter.build());
    }

    private static HistogramSnapshot histogram(String name, String help, Stream<Timing> timings) {
        HistogramSnapshot.Builder histogram = HistogramSnapshot.builder().name(name).help(help).unit(Unit.SECONDS);
        timings.forEach(timing -> {
            List<Double> bounds = new ArrayList<>(timing.bounds());
            bounds.add(Double.POSITIVE_INFINITY);
            List<String> labels = new ArrayList<>(List.of("operation", timing.operation(), "result", timing.failed() ? "failed" : "answered"));
            if (timing.part().equals(Condition.REALM)) {
                labels.addAll(List.of("realm", timing.name()));
            }
            histogram.dataPoint(HistogramDataPointSnapshot.builder().labels(Labels.of(labels.toArray(String[]::new)))
                    .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, timing.counts())).sum(timing.seconds()).build());
        });
        return histogram.build();
    }
}
