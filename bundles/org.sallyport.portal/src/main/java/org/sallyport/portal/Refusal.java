package org.sallyport.portal;

import java.time.Clock;
import java.time.Duration;
import org.sallyport.api.signin.Outcome.Reason;
import org.sallyport.api.signin.Outcome.Refused;
import org.sallyport.web.View;
import org.sallyport.web.Wording;

/**
 * A refusal as the portal tells it: a status and a sentence.
 *
 * @param status HTTP status
 * @param key of the sentence; {@code {0}} in it is how long to wait
 * @param seconds after which trying again makes sense; 0 if that is not known
 */
record Refusal(int status, String key, long seconds) {

    private static final int AWAY = 503;
    /** After which what was replaced is usually back. */
    private static final String SOON = "5";
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;

    static Refusal of(Refused refused, Clock clock) {
        // Rounded up: who tries again on the second must not be refused again.
        long seconds = refused.retryAt().map(at -> Math.max(1, Duration.between(clock.instant(), at).plusMillis(999).toSeconds())).orElse(0L);
        return new Refusal(status(refused.reason()), "refused." + refused.reason(), seconds);
    }

    private static int status(Reason reason) {
        return switch (reason) {
            case THROTTLED -> 429;
            case LOCKED, NOT_ADMINISTRATOR -> 403;
            case UNAVAILABLE -> AWAY;
            default -> 401;
        };
    }

    /** Puts status, sentence and, where it is known, the time to wait on the page. */
    View on(View page, Wording wording) {
        if (seconds > 0) {
            page.header("Retry-After", Long.toString(seconds));
        } else if (status == AWAY) {
            page.header("Retry-After", SOON);
        }
        return page.status(status).error(key, wait(wording));
    }

    /** How long to wait, in words. */
    String wait(Wording wording) {
        if (seconds <= 90) {
            return wording.count("wait.seconds", Math.max(1, seconds));
        }
        return seconds <= 90 * MINUTE ? wording.count("wait.minutes", ceil(seconds, MINUTE)) : wording.count("wait.hours", ceil(seconds, HOUR));
    }

    private static long ceil(long seconds, long unit) {
        return (seconds + unit - 1) / unit;
    }
}
