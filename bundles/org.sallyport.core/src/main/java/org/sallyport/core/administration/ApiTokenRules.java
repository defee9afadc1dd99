package org.sallyport.core.administration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sallyport.api.administration.Actor;
import org.sallyport.api.administration.ApiToken;
import org.sallyport.api.administration.ApiToken.Scope;
import org.sallyport.api.administration.ApiTokens;
import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.audit.AuditEvent.Action;
import org.sallyport.api.audit.AuditEvent.Outcome;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.signin.Client;
import org.sallyport.api.signin.Door;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ConflictException;
import org.sallyport.api.store.Setting;
import org.sallyport.core.audit.Events;
import org.sallyport.core.audit.Seldom;
import org.sallyport.core.policy.PolicyRules;
import org.sallyport.core.store.Lines;
import org.sallyport.core.store.Memory;
import org.sallyport.core.store.Tokens;
import org.sallyport.core.throttle.Origin;
import org.sallyport.core.throttle.Throttle;

/**
 * Tokens of programs. Each is a setting whose key has the beginning of its hash, so that admitting costs one look-up; and the one of
 * this host, which is kept nowhere but in its file and here.
 */
public final class ApiTokenRules implements ApiTokens {

    static final String PREFIX = "token.";
    /** So that one that was committed or pasted somewhere is found by those who look for such things. */
    static final String SHAPE = "sallyport_";

    /** Who owns what was made on the host: an administrator too, and not the host itself, because such a token travels. */
    private static final PrincipalId MADE_ON_HOST = PrincipalId.user(Actor.HOST.realm(), "token");
    private static final int ID = 16;
    private static final int LONGEST_NAME = 64;
    private static final int MOST = 500;
    /** A wrong token costs nothing to send; it shall not cost a line each. */
    private static final Duration ONCE_IN = Duration.ofMinutes(1);
    private static final Set<String> KEYS = Set.of("hash", "name", "scope", "owner", "owner-name", "created", "expires", "used");

    private final Memory memory;
    private final PolicyRules policy;
    private final Throttle throttle;
    private final Tokens tokens;
    private final Events events;
    private final Clock clock;
    private final Seldom refusals;
    private volatile String hostHash = "";

    ApiTokenRules(Memory memory, PolicyRules policy, Throttle throttle, Tokens tokens, Events events, Clock clock) {
        this.memory = memory;
        this.policy = policy;
        this.throttle = throttle;
        this.tokens = tokens;
        this.events = events;
        this.clock = clock;
        this.refusals = new Seldom(ONCE_IN, clock);
    }

    /** A new token for whoever may read this host's files; the one before is good for nothing. */
    public String renewHostToken() {
        String secret = SHAPE + tokens.next();
        hostHash = Tokens.hash(secret);
        return secret;
    }

    @Override
    public Admission admit(String secret, Client client) {
        if (secret.startsWith(SHAPE) && Tokens.plausible(secret.substring(SHAPE.length()))) {
            String hash = Tokens.hash(secret);
            if (same(hash, hostHash)) {
                return new Admission.In(new Actor(Actor.HOST, "host", client, Door.API), Scope.ADMIN, "host");
            }
            Optional<Setting> kept = memory.read(store -> store.settings().find(PREFIX + hash.substring(0, ID)));
            Optional<Kept> token = kept.map(Kept::read).filter(found -> same(hash, found.hash()));
            if (token.isPresent()) {
                ApiToken known = token.get().token();
                if (clock.instant().isBefore(known.expiresAt()) && administrator(known.owner())) {
                    used(kept.get(), token.get());
                    return new Admission.In(new Actor(known.owner(), known.ownerName(), client, Door.API), known.scope(), known.name());
                }
                return refused("expired-token", Optional.of(known), client);
            }
        }
        return refused("wrong-token", Optional.empty(), client);
    }

    private static boolean same(String hash, String other) {
        return MessageDigest.isEqual(hash.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    /** Whoever ceases to be an administrator, or is disabled, takes their tokens along. */
    private boolean administrator(PrincipalId owner) {
        return Actor.isHost(owner)
                || policy.current(owner).filter(user -> !user.disabled()).isPresent() && policy.administrator(owner);
    }

    private Admission refused(String reason, Optional<ApiToken> token, Client client) {
        Optional<Instant> closed = throttle.closedToAddressUntil(client.address());
        if (closed.isPresent()) {
            return new Admission.Refused(closed);
        }
        List<Change> changes = new ArrayList<>(List.of(throttle.wrongFrom(client.address())));
        if (refusals.due(Origin.network(client.address()))) {
            changes.add(events.visit(Action.SIGN_IN, Outcome.REFUSED, reason, token.map(ApiToken::owner),
                    token.map(ApiToken::ownerName).orElse(""), client, Door.API.name()));
        }
        memory.commitUnguarded(changes);
        return new Admission.Refused(Optional.empty());
    }

    private void used(Setting kept, Kept token) {
        Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        if (token.token().lastUsedAt().filter(last -> !last.isBefore(minute)).isPresent()) {
            return;
        }
        try {
            memory.commit(List.of(new Change.SaveSetting(new Setting(kept.key(), token.usedAt(minute).write(), kept.revision()))));
        } catch (ConflictException e) {
            // A parallel request noted it, or it was revoked in this moment: the next request will see which.
        }
    }

    @Override
    public List<ApiToken> list() {
        return memory.read(store -> store.settings().all()).stream().filter(setting -> setting.key().startsWith(PREFIX))
                .map(setting -> Kept.read(setting).token())
                .sorted(Comparator.comparing(ApiToken::name).thenComparing(ApiToken::createdAt)).toList();
    }

    @Override
    public Issued create(Actor actor, String name, Scope scope, int days) {
        String tidy = name.strip();
        if (tidy.isEmpty() || tidy.length() > LONGEST_NAME || tidy.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidInputException("name", "1 to " + LONGEST_NAME + " characters, none of them a control character");
        }
        if (days < 1 || days > MOST_DAYS) {
            throw new InvalidInputException("days", "a whole number from 1 to " + MOST_DAYS);
        }
        if (list().size() >= MOST) {
            throw new InvalidInputException("name", "at most " + MOST + " tokens; revoke one that nobody needs any more");
        }
        String secret = SHAPE + tokens.next();
        String hash = Tokens.hash(secret);
        Instant now = events.now();
        ApiToken token = new ApiToken(hash.substring(0, ID), tidy, scope,
                Actor.isHost(actor.id()) ? MADE_ON_HOST : actor.id(), actor.name(), now,
                now.plus(Duration.ofDays(days)), Optional.empty());
        try {
            memory.commit(List.of(new Change.SaveSetting(new Setting(PREFIX + token.id(), new Kept(hash, token).write(), 0)),
                    events.done(actor, Action.CREATE_TOKEN, scope.name().toLowerCase(Locale.ROOT), Optional.empty(), tidy)));
        } catch (ConflictException e) {
            throw new IllegalStateException("two tokens of the same 64 bits", e);
        }
        return new Issued(token, secret);
    }

    @Override
    public boolean revoke(Actor actor, String id) {
        Optional<Setting> kept = !id.matches("[0-9a-f]{" + ID + "}") ? Optional.empty()
                : memory.read(store -> store.settings().find(PREFIX + id));
        kept.ifPresent(setting -> memory.commitUnguarded(List.of(new Change.DeleteSetting(setting.key()),
                events.done(actor, Action.REVOKE_TOKEN, "", Optional.empty(), Kept.read(setting).token().name()))));
        return kept.isPresent();
    }

    /** A token as it is stored. */
    private record Kept(String hash, ApiToken token) {

        /** @throws UnavailableException when it makes no sense */
        static Kept read(Setting setting) {
            try {
                Lines lines = Lines.read(setting.value(), KEYS);
                return new Kept(lines.one("hash"), new ApiToken(setting.key().substring(PREFIX.length()), lines.one("name"),
                        Scope.valueOf(lines.one("scope")), PrincipalId.parse(lines.one("owner")), lines.one("owner-name"),
                        Instant.parse(lines.one("created")), Instant.parse(lines.one("expires")),
                        lines.optional("used").map(Instant::parse)));
            } catch (IllegalArgumentException | DateTimeParseException e) {
                throw new UnavailableException("setting '" + setting.key() + "' in the store makes no sense", e);
            }
        }

        Kept usedAt(Instant when) {
            return new Kept(hash, new ApiToken(token.id(), token.name(), token.scope(), token.owner(), token.ownerName(),
                    token.createdAt(), token.expiresAt(), Optional.of(when)));
        }

        String write() {
            Lines lines = new Lines().with("hash", hash).with("name", token.name()).with("scope", token.scope().name())
                    .with("owner", token.owner().toString()).with("owner-name", token.ownerName().replaceAll("\\p{Cntrl}", " "))
                    .with("created", token.createdAt().toString()).with("expires", token.expiresAt().toString());
            token.lastUsedAt().ifPresent(last -> lines.with("used", last.toString()));
            return lines.toString();
        }
    }
}
