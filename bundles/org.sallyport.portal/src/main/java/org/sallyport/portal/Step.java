package org.sallyport.portal;

import java.util.Arrays;
import java.util.Optional;
import org.sallyport.api.signin.Outcome.Challenge;
import org.sallyport.api.signin.Way;

/** The pages of the second door, one for each way to go on that the portal knows. */
enum Step {

    CODE("/signin/code", "code", Way.TOTP, Way.ANSWER),
    ENROL("/signin/enrol", "enrol", Way.TOTP, Way.ENROL),
    CONFIRM("/signin/confirm", "confirm-password", Way.PASSWORD, Way.CONFIRM);

    private final String path;
    private final String template;
    private final String kind;
    private final String purpose;

    Step(String path, String template, String kind, String purpose) {
        this.path = path;
        this.template = template;
        this.kind = kind;
        this.purpose = purpose;
    }

    String path() {
        return path;
    }

    String template() {
        return template;
    }

    String kind() {
        return kind;
    }

    String purpose() {
        return purpose;
    }

    /** The way that this step answers, if the challenge offers it. */
    Optional<Way> in(Challenge challenge) {
        return challenge.way(kind, purpose);
    }

    /** The step of the first way that is known here; empty if none is. */
    static Optional<Step> of(Challenge challenge) {
        return challenge.ways().stream().flatMap(way -> Arrays.stream(values())
                .filter(step -> step.kind.equals(way.kind()) && step.purpose.equals(way.purpose()))).findFirst();
    }
}
