package org.sallyport.core;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.codec.binary.Base32;
import org.sallyport.api.access.SideDoor;
import org.sallyport.api.administration.Actor;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditListener;
import org.sallyport.api.audit.AuditQuery;
import org.sallyport.api.directory.Directory;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.otp.OtpParameters;
import org.sallyport.api.secret.Binding;
import org.sallyport.api.secret.SealException;
import org.sallyport.api.secret.Sealed;
import org.sallyport.api.secret.SecretSealer;
import org.sallyport.api.signin.Answer;
import org.sallyport.api.signin.Attempt;
import org.sallyport.api.signin.Client;
import org.sallyport.api.signin.Door;
import org.sallyport.api.signin.Outcome;
import org.sallyport.api.signin.Way;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.PolicyState;
import org.sallyport.api.store.Store;
import org.sallyport.core.audit.Bulletin;
import org.sallyport.core.directory.RealmSettings;
import org.sallyport.core.directory.Realms;
import org.sallyport.core.provider.Providers;
import org.sallyport.testkit.memory.MemoryStore;
import org.sallyport.totp.OtpauthKeyUris;
import org.sallyport.totp.RfcTotpEngine;

/** A house with a town in front of it, and a clock that the test turns. */
public final class Scene {

    public static final Client HERE = new Client("192.0.2.7", "test");
    public static final Client ELSEWHERE = new Client("198.51.100.9", "test");

    /** Turned by hand. */
    public static final class TestClock extends Clock {
        public volatile Instant now = Instant.parse("2026-11-24T08:00:00Z");

        public void forward(Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** Not secret, but bound: enough to see whether core binds right. */
    public static final class PlainSealer implements SecretSealer {
        volatile String keyId = "k1";
        public volatile boolean broken;

        @Override
        public Sealed seal(byte[] secret, Binding binding) {
            String text = binding.owner() + "\n" + binding.purpose() + "\n" + Base64.getEncoder().encodeToString(secret);
            return new Sealed(keyId, text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public byte[] open(Sealed sealed, Binding binding) throws SealException {
            String[] parts = new String(sealed.bytes(), StandardCharsets.UTF_8).split("\n");
            if (broken || !sealed.keyId().equals(keyId) || !parts[0].equals(binding.owner()) || !parts[1].equals(binding.purpose())) {
                throw new SealException("conf/test.key has no key " + sealed.keyId());
            }
            return Base64.getDecoder().decode(parts[2]);
        }
    }

    public final TestClock clock = new TestClock();
    public final List<Store> stores = new ArrayList<>(List.of(new MemoryStore()));
    public final PlainSealer sealer = new PlainSealer();
    public final Town town = new Town("local");
    public final List<Realms.Offered> offered = new ArrayList<>(List.of(new Realms.Offered(Map.of(Directory.REALM, "local"), town)));
    final RfcTotpEngine engine = new RfcTotpEngine();
    public final PrincipalId ada = town.user("ada", "ada's long password");
    public final PrincipalId grace = town.user("grace", "grace's long password");
    public final PrincipalId alan = town.user("alan", "alan's long password");
    public final PrincipalId nightShift = town.group("Night shift", grace);
    public final PrincipalId engineering = town.group("Engineering", alan, nightShift);
    public final PrincipalId administrators = town.group("Administrators", ada);
    public final Actor actor = new Actor(ada, "ada", HERE, Door.CONSOLE);
    public final List<SideDoor> sideDoors = new ArrayList<>();
    public final List<AuditListener> listeners = new ArrayList<>();
    public Map<String, String> domains = Map.of();
    public House house = house(List.of("local"), Map.of());

    public Scene() throws Exception {
        house.readiness().settingUp("");
        house.invitations().appointFirst(town.find(ada).orElseThrow(), administrators, Client.INTERNAL);
    }

    public House house(List<String> realms, Map<String, String> confirmed) {
        House built = new House(new Providers(() -> stores, () -> List.of(sealer), () -> List.of(engine), () -> List.of(new OtpauthKeyUris())),
                new RealmSettings(realms, domains, confirmed), () -> offered, clock, new SecureRandom(), Duration.ofSeconds(30), Runnable::run,
                () -> sideDoors, new Bulletin(() -> listeners, Runnable::run));
        built.readiness().settingUp("");
        return built;
    }

    public Store store() {
        return stores.get(0);
    }

    public void twoFactor(boolean on, PrincipalId... listed) throws Exception {
        if (listed.length > 0) {
            house.twoFactor().add(actor, Set.of(listed));
        }
        PolicyState state = store().policy().state();
        store().commit(List.of(new Change.SwitchTwoFactor(on, state.revision())));
    }

    public Outcome knock(String login, String password) {
        return knock(login, password, HERE);
    }

    public Outcome knock(String login, String password, Client client) {
        return house.signIn().begin(new Attempt(login, password.toCharArray(), Door.PORTAL, client, Optional.empty()));
    }

    public Outcome.Challenge challenged(Outcome outcome) {
        return assertInstanceOf(Outcome.Challenge.class, outcome);
    }

    public Outcome.SignedIn in(Outcome outcome) {
        return assertInstanceOf(Outcome.SignedIn.class, outcome);
    }

    public Outcome answer(Outcome.Challenge challenge, String code) {
        Way way = challenge.ways().get(0);
        return house.signIn().answer(challenge.id(), new Answer(way.kind(), way.purpose(), code), HERE);
    }

    public static byte[] secret(Outcome.Challenge challenge) {
        return new Base32().decode(challenge.way(Way.TOTP, Way.ENROL).orElseThrow().data().get("key"));
    }

    public String code(byte[] secret, int stepsFromNow) {
        return engine.code(secret, engine.step(clock.now, OtpParameters.DEFAULT) + stepsFromNow, OtpParameters.DEFAULT);
    }

    /** A code of no step anywhere near. */
    public String wrongCode(byte[] secret) {
        List<String> near = new ArrayList<>();
        for (int i = -12; i <= 12; i++) {
            near.add(code(secret, i));
        }
        return Arrays.asList("000000", "111111", "222222", "333333", "444444", "555555", "666666", "777777", "888888", "999999",
                "123456", "234567", "345678", "456789", "567890", "678901", "789012", "890123", "901234", "012345", "135790", "246801",
                "357912", "468023", "579134", "680245").stream().filter(code -> !near.contains(code)).findFirst().orElseThrow();
    }

    /** Signs in, confirms the QR code, and goes on to the next step, so that its code is fresh. */
    public byte[] enrol(String login) {
        Outcome.Challenge challenge = challenged(knock(login, login + "'s long password"));
        byte[] secret = secret(challenge);
        in(answer(challenge, code(secret, 0)));
        clock.forward(Duration.ofSeconds(30));
        return secret;
    }

    public List<AuditEvent> log() {
        return house.audit().search(new AuditQuery("", Optional.empty(), Optional.empty(), Optional.empty(), 1000)).items();
    }
}
