package org.sallyport.doors;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.session.Session;
import org.sallyport.api.signin.Answer;
import org.sallyport.api.signin.Attempt;
import org.sallyport.api.signin.Client;
import org.sallyport.api.signin.Door;
import org.sallyport.api.signin.Outcome;
import org.sallyport.api.signin.Outcome.Reason;
import org.sallyport.api.signin.Outcome.Refused;
import org.sallyport.api.signin.Outcome.SignedIn;
import org.sallyport.api.signin.Readiness;
import org.sallyport.api.signin.SignIn;
import org.sallyport.api.signin.SignInId;

/** Admits as a test says, and remembers at which doors. */
final class Admission implements SignIn {

    Outcome outcome = Refused.because(Reason.NO_SESSION);
    final List<String> doors = new ArrayList<>();

    static SignedIn signedIn(String token) {
        return new SignedIn(token, new Session("s1", PrincipalId.parse("local:user:7"), "ada", "Ada", Map.of(), Instant.EPOCH, Instant.MAX, "",
                Optional.empty(), 0, false));
    }

    @Override
    public Outcome admit(String token, Door door, Client client) {
        doors.add(door.name());
        return outcome;
    }

    @Override
    public Outcome begin(Attempt attempt) {
        throw asked();
    }

    @Override
    public Outcome answer(SignInId id, Answer answer, Client client) {
        throw asked();
    }

    @Override
    public Outcome resume(SignInId id) {
        throw asked();
    }

    @Override
    public void abandon(SignInId id) {
        throw asked();
    }

    @Override
    public Readiness readiness() {
        throw asked();
    }

    private static AssertionError asked() {
        return new AssertionError("machines ask whether somebody may pass, and nothing else");
    }
}
