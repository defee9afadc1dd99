package org.sallyport.core.signin;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.otp.OtpParameters;
import org.sallyport.api.secret.Binding;
import org.sallyport.api.secret.SealException;
import org.sallyport.api.secret.Sealed;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.signin.Way;
import org.sallyport.api.store.Enrolment;
import org.sallyport.api.store.SignInRecord;
import org.sallyport.core.provider.Providers;
import org.sallyport.core.store.ProductSettings;
import org.sallyport.core.store.Tokens;

/** Time-based codes: making a shared secret, showing it, and matching a code to a step that is greater than any before. */
final class CodeRules {

    /** 160 bits (RFC 4226 §4 R6). */
    private static final int SECRET_BYTES = 20;
    private static final String PENDING = "totp-pending";

    /** What a code turned out to be. */
    sealed interface Match {

        /** No step of the window has this code. */
        record Wrong() implements Match {
        }

        /** Right for a step that was accepted before, or an earlier one. */
        record Used() implements Match {
        }

        /** Right: the enrolment as it is to be saved. */
        record Right(Enrolment advanced) implements Match {
        }
    }

    private final Providers providers;
    private final ProductSettings settings;
    private final Tokens tokens;
    private final Clock clock;

    CodeRules(Providers providers, ProductSettings settings, Tokens tokens, Clock clock) {
        this.providers = providers;
        this.settings = settings;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** A new shared secret, sealed for an activation page. */
    Sealed newSecret(PrincipalId owner) {
        byte[] secret = tokens.bytes(SECRET_BYTES);
        try {
            return seal(secret, owner, PENDING);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    OtpParameters newParameters() {
        return settings.parameters();
    }

    /** The activation page's data. */
    Way enrol(SignInRecord signIn) {
        OtpParameters parameters = signIn.pendingParameters().orElseThrow();
        byte[] secret = open(signIn.pendingSecret().orElseThrow(), signIn.user(), PENDING);
        try {
            Map<String, String> data = new HashMap<>();
            data.put("uri", providers.keyUris().uri(settings.issuer(), signIn.name(), secret, parameters));
            data.put("key", providers.keyUris().key(secret));
            data.put("issuer", settings.issuer());
            data.put("account", signIn.name());
            data.put("digits", "" + parameters.digits());
            data.put("period", "" + parameters.period().toSeconds());
            data.put("algorithm", parameters.algorithm().name());
            return new Way(Way.TOTP, Way.ENROL, data);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** The enrolment that the first code of a pending secret makes; empty when the code is not its. */
    Optional<Enrolment> confirm(SignInRecord signIn, String code) {
        OtpParameters parameters = signIn.pendingParameters().orElseThrow();
        byte[] secret = open(signIn.pendingSecret().orElseThrow(), signIn.user(), PENDING);
        try {
            long now = providers.engine().step(clock.instant(), parameters);
            OptionalLong step = match(secret, code, now, 0, parameters);
            if (step.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Enrolment(UUID.randomUUID().toString(), signIn.user(), Enrolment.TOTP,
                    seal(secret, signIn.user(), Enrolment.TOTP), parameters, step.getAsLong(), (int) (step.getAsLong() - now),
                    clock.instant().truncatedTo(ChronoUnit.MILLIS), Optional.of(clock.instant().truncatedTo(ChronoUnit.MILLIS)), 0));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    Match check(Enrolment enrolment, String code) {
        byte[] secret = open(enrolment.secret(), enrolment.owner(), Enrolment.TOTP);
        try {
            long now = providers.engine().step(clock.instant(), enrolment.parameters());
            OptionalLong step = match(secret, code, now, enrolment.drift(), enrolment.parameters());
            if (step.isEmpty()) {
                return new Match.Wrong();
            }
            if (step.getAsLong() <= enrolment.lastStep()) {
                return new Match.Used();
            }
            return new Match.Right(new Enrolment(enrolment.id(), enrolment.owner(), enrolment.kind(), enrolment.secret(),
                    enrolment.parameters(), step.getAsLong(), (int) (step.getAsLong() - now), enrolment.confirmedAt(),
                    Optional.of(clock.instant().truncatedTo(ChronoUnit.MILLIS)), enrolment.revision()));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /**
     * The window around the phone's clock, of which {@code drift} was learned, cut off at the bound around the true time
     * (RFC 6238 §6: following a clock must end somewhere).
     */
    private OptionalLong match(byte[] secret, String code, long now, int drift, OtpParameters parameters) {
        int window = settings.window();
        int bound = settings.bound();
        int learned = Math.max(-bound, Math.min(bound, drift));
        long earliest = now + Math.max(-bound, Math.min(learned, 0) - window);
        long latest = now + Math.min(bound, Math.max(learned, 0) + window);
        long centre = Math.floorDiv(earliest + latest, 2);
        int reach = (int) Math.max(latest - centre, centre - earliest);
        OptionalLong step = providers.engine().match(secret, code, centre, reach, parameters);
        return step.isPresent() && step.getAsLong() >= earliest && step.getAsLong() <= latest ? step : OptionalLong.empty();
    }

    private Sealed seal(byte[] secret, PrincipalId owner, String purpose) {
        try {
            return providers.sealer().seal(secret, new Binding(owner.toString(), purpose));
        } catch (SealException e) {
            throw new UnavailableException("a new secret cannot be sealed: " + e.getMessage(), e);
        }
    }

    private byte[] open(Sealed sealed, PrincipalId owner, String purpose) {
        try {
            return providers.sealer().open(sealed, new Binding(owner.toString(), purpose));
        } catch (SealException e) {
            throw new UnavailableException("the secret of " + owner + " cannot be opened: " + e.getMessage(), e);
        }
    }
}
