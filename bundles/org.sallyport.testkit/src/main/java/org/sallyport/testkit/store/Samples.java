package org.sallyport.testkit.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.otp.OtpParameters;
import org.sallyport.api.secret.Sealed;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.Enrolment;
import org.sallyport.api.store.LocalAccount;
import org.sallyport.api.store.LocalGroup;
import org.sallyport.api.store.PassRecord;
import org.sallyport.api.store.SessionRecord;
import org.sallyport.api.store.Setting;
import org.sallyport.api.store.SignInRecord;

/** Records to test with. */
final class Samples {

    static final Instant NOW = Instant.parse("2026-11-24T10:15:30.123Z");
    static final PrincipalId ALICE = PrincipalId.user("local", "a1");
    static final PrincipalId BOB = PrincipalId.user("local", "b2");
    static final PrincipalId STAFF = PrincipalId.group("local", "g1");

    /** Letters of several scripts, a combining mark, a character beyond the basic plane, and what SQL and patterns find special. */
    static final String STRANGE = "Zoë Łukasz Παπάς 山田 e\u0301 \uD83E\uDD8A O'Neil \"x\" 100%_a\\b!";

    private Samples() {
    }

    static Setting setting(String key, String value, long revision) {
        return new Setting(key, value, revision);
    }

    static Change set(String key, String value, long revision) {
        return new Change.SaveSetting(setting(key, value, revision));
    }

    static Enrolment enrolment(String id, PrincipalId owner, long lastStep, long revision) {
        return new Enrolment(id, owner, Enrolment.TOTP, new Sealed("k1", new byte[] {0, 1, -1, 127, -128}),
                new OtpParameters(OtpParameters.Algorithm.SHA256, 8, Duration.ofSeconds(60)), lastStep, -1, NOW,
                Optional.empty(), revision);
    }

    static SignInRecord signIn(String idHash, PrincipalId user, Instant expiresAt, long revision) {
        return new SignInRecord(idHash, user, "alice", "Alice", STRANGE, "portal", "192.0.2.1", Map.of("password", NOW), NOW, expiresAt,
                Optional.of(new Sealed("k1", new byte[] {1, 2, 3})), Optional.of(OtpParameters.DEFAULT), Optional.empty(), revision);
    }

    static SessionRecord session(String tokenHash, String id, PrincipalId user, Instant createdAt, Instant expiresAt) {
        return new SessionRecord(tokenHash, id, user, "alice", "Alice", "alice", Map.of("password", createdAt, "totp", createdAt),
                createdAt, createdAt, expiresAt, "2001:db8::1", Optional.of(NOW.minusSeconds(60)), Optional.of("192.0.2.7"), 3, 0);
    }

    static PassRecord pass(String hash, PrincipalId user, Instant expiresAt) {
        return new PassRecord(hash, "rdp", "gate-1", user, STRANGE, "session-hash", "bound", NOW, expiresAt);
    }

    static LocalAccount account(String id, String name, String displayName, long revision) {
        return new LocalAccount(id, name, name.toLowerCase(Locale.ROOT), displayName, "$argon2id$v=19$x", false, NOW, revision);
    }

    static Change user(String id, String name, String displayName) {
        return new Change.SaveAccount(account(id, name, displayName, 0));
    }

    static Change user(String id) {
        return user(id, id, "User " + id);
    }

    static Change group(String id) {
        return new Change.SaveGroup(new LocalGroup(id, id, id, "Group " + id, 0));
    }

    static Change userIn(String group, String user) {
        return new Change.AddMember(group, Kind.USER, user);
    }

    static Change groupIn(String group, String member) {
        return new Change.AddMember(group, Kind.GROUP, member);
    }

    static AuditEvent event(AuditEvent.Action action, AuditEvent.Outcome outcome, PrincipalId actor, String name) {
        return new AuditEvent(0, NOW, action, outcome, "", Optional.of(actor), name, Optional.empty(), "", "192.0.2.1", "portal");
    }
}
