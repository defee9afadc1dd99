package org.sallyport.console;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.sallyport.api.session.Session;
import org.sallyport.api.signin.Answer;
import org.sallyport.api.signin.Attempt;
import org.sallyport.api.signin.Client;
import org.sallyport.api.signin.Door;
import org.sallyport.api.signin.Outcome;
import org.sallyport.api.signin.Readiness;
import org.sallyport.api.signin.SignIn;
import org.sallyport.api.signin.SignInId;
import org.sallyport.api.signin.Way;

/** A sign-in that says what the test wants to hear at the console's door. */
final class Doors implements SignIn {

    static final String TOKEN = "T".repeat(43);
    static final String SIGN_IN = "I".repeat(43);

    Outcome outcome = new Outcome.SignedIn(TOKEN, new Session("s1", Town.ADA.id(), "ada", "Ada Lovelace",
            Map.of(Session.PASSWORD, Town.NOW, Session.TOTP, Town.NOW), Town.NOW, Instant.MAX, "192.0.2.7", Optional.empty(), 0, true));

    static Outcome challenge(String kind, String purpose) {
        return new Outcome.Challenge(new SignInId(SIGN_IN), "Ada Lovelace", List.of(new Way(kind, purpose, Map.of())), Instant.MAX);
    }

    @Override
    public Outcome admit(String token, Door door, Client client) {
        return token.equals(TOKEN) && door.equals(Door.CONSOLE) ? outcome : Outcome.Refused.because(Outcome.Reason.NO_SESSION);
    }

    @Override
    public Outcome begin(Attempt attempt) {
        throw new UnsupportedOperationException("the console does not ask this");
    }

    @Override
    public Outcome answer(SignInId id, Answer answer, Client client) {
        throw new UnsupportedOperationException("the console does not ask this");
    }

    @Override
    public Outcome resume(SignInId id) {
        throw new UnsupportedOperationException("the console does not ask this");
    }

    @Override
    public void abandon(SignInId id) {
        throw new UnsupportedOperationException("the console does not ask this");
    }

    @Override
    public Readiness readiness() {
        return Readiness.of(List.of());
    }
}
