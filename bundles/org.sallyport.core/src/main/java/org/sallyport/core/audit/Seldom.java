package org.sallyport.core.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is worth a line in the log once in a while, however often it happens. */
public final class Seldom {

    private static final int MOST_REMEMBERED = 10_000;

    private final Duration onceIn;
    private final Clock clock;
    private final Map<String, Instant> last = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    public Seldom(Duration onceIn, Clock clock) {
        this.onceIn = onceIn;
        this.clock = clock;
    }

    /** Whether it is time again; if so, it is taken as done. */
    public boolean due(String subject) {
        Instant now = clock.instant();
        synchronized (last) {
            Instant before = last.get(subject);
            if (before != null && now.isBefore(before.plus(onceIn))) {
                return false;
            }
            last.put(subject, now);
            return true;
        }
    }
}
