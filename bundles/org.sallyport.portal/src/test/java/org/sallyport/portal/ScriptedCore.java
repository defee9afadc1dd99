package org.sallyport.portal;

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
import org.sallyport.api.signin.Outcome.Challenge;
import org.sallyport.api.signin.Outcome.Reason;
import org.sallyport.api.signin.Outcome.Refused;
import org.sallyport.api.signin.Outcome.SignedIn;
import org.sallyport.api.signin.Readiness;
import org.sallyport.api.signin.Sessions;
import org.sallyport.api.signin.SignIn;
import org.sallyport.api.signin.SignInId;
import org.sallyport.api.signin.Way;

/** Says what a test wants to hear, and remembers what it was asked. */
final class ScriptedCore implements SignIn, Sessions {

    static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    static final String TOKEN = "T".repeat(43);
    static final SignInId ID = new SignInId("I".repeat(43));
    static final Way CODE = new Way(Way.TOTP, Way.ANSWER, Map.of("digits", "6"));
    static final Way CONFIRM = new Way(Way.PASSWORD, Way.CONFIRM, Map.of());
    static final Way ENROL = new Way(Way.TOTP, Way.ENROL, Map.of("digits", "6", "issuer", "Sallyport", "account", "ada",
            "key", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
            "uri", "otpauth://totp/Sallyport:ada?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Sallyport"));

    Outcome begin = Refused.because(Reason.WRONG_CREDENTIALS);
    Outcome answer = Refused.because(Reason.WRONG_CODE);
    Outcome resume = Refused.because(Reason.EXPIRED);
    Outcome admit = Refused.because(Reason.NO_SESSION);
    boolean ready = true;
    final List<String> asked = new ArrayList<>();

    static Challenge challenge(Way... ways) {
        return new Challenge(ID, "Ada Lovelace", List.of(ways), NOW.plusSeconds(600));
    }

    static SignedIn signedIn(int failedCodes, boolean administrator) {
        return new SignedIn(TOKEN, new Session("s1", PrincipalId.user("local", "1"), "ada", "Ada Lovelace", Map.of(Session.PASSWORD, NOW),
                NOW, NOW.plusSeconds(3600), "192.0.2.7", Optional.of(new Session.Previous(NOW.minusSeconds(86_400), "198.51.100.9")),
                failedCodes, administrator));
    }

    @Override
    public Outcome begin(Attempt attempt) {
        asked.add("begin " + attempt.login() + " " + new String(attempt.password()) + " " + attempt.door() + " " + attempt.replaces().isPresent());
        return begin;
    }

    @Override
    public Outcome answer(SignInId id, Answer given, Client client) {
        asked.add("answer " + given.kind() + "/" + given.purpose() + " " + given.value());
        return answer;
    }

    @Override
    public Outcome resume(SignInId id) {
        return id.equals(ID) ? resume : Refused.because(Reason.EXPIRED);
    }

    @Override
    public void abandon(SignInId id) {
        asked.add("abandon");
    }

    @Override
    public Outcome admit(String token, Door door, Client client) {
        asked.add("admit " + door);
        return admit;
    }

    @Override
    public Readiness readiness() {
        return Readiness.of(ready ? List.of() : List.of("the store is away"));
    }

    @Override
    public void end(String token, Client client) {
        asked.add("end");
    }
}
