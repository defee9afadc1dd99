package org.sallyport.core.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.sallyport.api.access.Application;
import org.sallyport.api.access.Applications;
import org.sallyport.api.access.Passage;
import org.sallyport.api.access.Ticket;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditEvent.Action;
import org.sallyport.api.signin.Client;
import org.sallyport.api.signin.Door;
import org.sallyport.api.signin.Outcome;
import org.sallyport.api.signin.Outcome.Reason;
import org.sallyport.api.signin.Outcome.Refused;
import org.sallyport.api.signin.SignIn;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ConflictException;
import org.sallyport.api.store.PassRecord;
import org.sallyport.core.audit.Events;
import org.sallyport.core.audit.Seldom;
import org.sallyport.core.session.Holders;
import org.sallyport.core.signin.StepUp;
import org.sallyport.core.store.Believed;
import org.sallyport.core.store.Memory;
import org.sallyport.core.store.Tokens;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who goes on from the portal to what stands behind it. */
final class ApplicationRules implements Applications {

    private static final Logger LOG = LoggerFactory.getLogger(ApplicationRules.class);
    private static final Duration CODE_LIFETIME = Duration.ofSeconds(30);
    private static final Duration LOGGED_ONCE_IN = Duration.ofMinutes(1);
    /** On the portal's own host nothing says where a visit begins: after so long it is a new one. */
    private static final Duration VISIT = Duration.ofHours(1);

    private final Memory memory;
    private final AccessSettings access;
    private final Holders holders;
    private final Audience audience;
    private final Tickets tickets;
    private final SignIn signIn;
    private final StepUp stepUp;
    private final Tokens tokens;
    private final Events events;
    private final Clock clock;
    private final Believed<String, PassRecord> children;
    private final Seldom refusals;
    private final Seldom visits;
    private final Seldom troubles;

    ApplicationRules(Memory memory, AccessSettings access, Holders holders, Audience audience, Tickets tickets, SignIn signIn,
            StepUp stepUp, Tokens tokens, Events events, Clock clock) {
        this.memory = memory;
        this.access = access;
        this.holders = holders;
        this.audience = audience;
        this.tickets = tickets;
        this.signIn = signIn;
        this.stepUp = stepUp;
        this.tokens = tokens;
        this.events = events;
        this.clock = clock;
        this.children = new Believed<>(memory, clock);
        this.refusals = new Seldom(LOGGED_ONCE_IN, clock);
        this.visits = new Seldom(VISIT, clock);
        this.troubles = new Seldom(LOGGED_ONCE_IN, clock);
        memory.onCommit(changes -> changes.forEach(this::heard));
    }

    private void heard(Change change) {
        if (change instanceof Change.UsePass use) {
            children.deny(use.hash());
        } else if (change instanceof Change.DeletePasses) {
            children.denyAll();
        }
    }

    @Override
    public List<Application> of(String token) {
        return holders.of(token).filter(Holders.Holder::sufficient)
                .map(holder -> AccessSettings.byName(access.applications()).stream()
                        .filter(application -> audience.of(holder.user(), application).isPresent()).toList())
                .orElse(List.of());
    }

    @Override
    public Optional<Application> at(String authority, String path) {
        return Addresses.at(access.applications().values(), authority, path);
    }

    @Override
    public Optional<Ticket> ticket(String token, String application, Client client) {
        // Somebody must be in at the portal for it to be handed out there.
        if (!(signIn.admit(token, Door.PORTAL, client) instanceof Outcome.SignedIn)) {
            return Optional.empty();
        }
        return holders.of(token).filter(Holders.Holder::sufficient).flatMap(holder -> access.application(application)
                .filter(found -> audience.of(holder.user(), found).isPresent())
                .flatMap(found -> tickets.give(holder, found, client)));
    }

    private Passage closedOnTrouble(Supplier<Passage> work) {
        try {
            return work.get();
        } catch (UnavailableException e) {
            if (troubles.due(String.valueOf(e.getMessage()))) {
                LOG.warn("Applications are closed for the moment: {}", e.getMessage());
            }
            LOG.debug("What stands behind it", e);
            return first(Reason.UNAVAILABLE);
        }
    }

    private static Passage first(Reason reason) {
        return new Passage.First(Refused.because(reason));
    }

    @Override
    public Passage enter(String token, String application, Client client) {
        return closedOnTrouble(() -> {
            Passage passage = fromPortal(token, application, client);
            if (passage instanceof Passage.Open open && visits.due(Tokens.hash(token) + application)) {
                memory.commitUnguarded(List.of(entered(open, client)));
            }
            return passage;
        });
    }

    @Override
    public Passage code(String token, String application, String state, Client client) {
        return closedOnTrouble(() -> {
            Passage passage = Tokens.plausible(state) ? fromPortal(token, application, client) : first(Reason.EXPIRED);
            if (!(passage instanceof Passage.Open open)) {
                return passage;
            }
            Instant now = events.now();
            String code = tokens.next();
            save(new PassRecord(hash(PassRecord.CODE, code), PassRecord.CODE, application, open.user(), open.name(), Tokens.hash(token),
                    state, now, now.plus(CODE_LIFETIME)), List.of());
            return new Passage.Code(open.application(), code);
        });
    }

    /** Somebody shows a session of the portal's: it may be challenged here. */
    private Passage fromPortal(String token, String application, Client client) {
        Optional<Holders.Holder> holder = holders.of(token);
        if (holder.isPresent() && !holder.get().sufficient()) {
            Outcome outcome = signIn.admit(token, DOOR, client);
            if (!(outcome instanceof Outcome.SignedIn)) {
                return new Passage.First(outcome);
            }
            holder = holders.anew(token).filter(Holders.Holder::sufficient);
        }
        if (holder.isEmpty()) {
            return first(Reason.NO_SESSION);
        }
        Holders.Holder here = holder.get();
        Optional<Application> found = web(application);
        if (found.isEmpty()) {
            return new Passage.Unknown();
        }
        Passage passage = judge(here, found.get());
        if (passage instanceof Passage.Forbidden && refusals.due(here.session().id() + application)) {
            memory.commitUnguarded(List.of(events.toward(AuditEvent.Outcome.REFUSED, Action.ACCESS, "not-in-audience",
                    Optional.of(here.user().id()), here.user().name(), found.get().name(), client.address(), DOOR.name())));
        }
        return passage instanceof Passage.First ? new Passage.First(stepUp.challenge(token, here.session(), DOOR, client)) : passage;
    }

    private Optional<Application> web(String application) {
        return access.application(application).filter(found -> found.kind() == Application.Kind.WEB);
    }

    /** {@code Open}, {@code Forbidden}, or {@code First} when a code is due. */
    private Passage judge(Holders.Holder holder, Application application) {
        return audience.of(holder.user(), application).<Passage>map(groups -> {
            boolean due = application.stepUp().filter(after -> !holder.codeWithin(after, clock.instant())).isPresent();
            return due ? first(Reason.NO_SESSION) : new Passage.Open(application, holder.user().id(), holder.user().name(),
                    holder.user().displayName(), holder.user().mail(), groups);
        }).orElseGet(() -> new Passage.Forbidden(application));
    }

    @Override
    public Passage exchange(String code, String application, String state, Client client) {
        return closedOnTrouble(() -> {
            Optional<PassRecord> used = Tokens.plausible(code) ? SingleUse.of(memory, hash(PassRecord.CODE, code)) : Optional.empty();
            Optional<PassRecord> right = used.filter(pass -> good(pass, PassRecord.CODE, application))
                    .filter(pass -> MessageDigest.isEqual(ascii(pass.binding()), ascii(stateHash(state))));
            if (right.isEmpty()) {
                return first(Reason.NO_SESSION);
            }
            Optional<Holders.Holder> holder = holderOf(right.get());
            Passage passage = onChild(holder, application);
            if (!(passage instanceof Passage.Open open)) {
                return passage;
            }
            String token = tokens.next();
            Instant expiresAt = holder.orElseThrow().session().expiresAt();
            save(new PassRecord(hash(PassRecord.SESSION, token), PassRecord.SESSION, application, open.user(), open.name(),
                    right.get().sessionHash(), "", events.now(), expiresAt), List.of(entered(open, client)));
            return new Passage.Child(open.application(), token, expiresAt);
        });
    }

    @Override
    public Passage go(String childToken, String application, Client client) {
        return closedOnTrouble(() -> {
            Optional<PassRecord> child = child(childToken).filter(pass -> good(pass, PassRecord.SESSION, application));
            return child.isEmpty() ? first(Reason.NO_SESSION) : onChild(holderOf(child.get()), application);
        });
    }

    private Optional<PassRecord> child(String token) {
        if (!Tokens.plausible(token)) {
            return Optional.empty();
        }
        String hash = hash(PassRecord.SESSION, token);
        return children.of(hash, () -> memory.read(store -> store.passes().find(hash)));
    }

    private boolean good(PassRecord pass, String purpose, String target) {
        return pass.purpose().equals(purpose) && pass.target().equals(target) && clock.instant().isBefore(pass.expiresAt());
    }

    private Optional<Holders.Holder> holderOf(PassRecord pass) {
        return holders.ofHash(pass.sessionHash()).filter(holder -> holder.user().id().equals(pass.user()));
    }

    /** On the application's own host nobody can be asked for a code: whoever needs one goes by the portal. */
    private Passage onChild(Optional<Holders.Holder> holder, String application) {
        if (holder.filter(Holders.Holder::sufficient).isEmpty()) {
            return first(Reason.NO_SESSION);
        }
        return web(application).map(found -> judge(holder.get(), found)).orElseGet(Passage.Unknown::new);
    }

    @Override
    public void leave(String childToken, Client client) {
        Optional<PassRecord> child = child(childToken).filter(pass -> pass.purpose().equals(PassRecord.SESSION));
        if (child.isPresent()) {
            PassRecord pass = child.get();
            String name = access.application(pass.target()).map(Application::name).orElse("");
            try {
                memory.commit(List.of(new Change.UsePass(pass.hash()), events.toward(AuditEvent.Outcome.SUCCEEDED, Action.SIGN_OUT, "",
                        Optional.of(pass.user()), pass.name(), name, client.address(), DOOR.name())));
            } catch (ConflictException e) {
                LOG.debug("A child session had ended already", e);
            }
        }
    }

    private Change entered(Passage.Open open, Client client) {
        return events.toward(AuditEvent.Outcome.SUCCEEDED, Action.ACCESS, "application", Optional.of(open.user()), open.name(),
                open.application().name(), client.address(), DOOR.name());
    }

    private void save(PassRecord pass, List<Change> more) {
        List<Change> changes = new ArrayList<>(List.of(new Change.SavePass(pass)));
        changes.addAll(more);
        try {
            memory.commit(changes);
        } catch (ConflictException e) {
            throw new UnavailableException("a new token was not new: " + e.getMessage(), e);
        }
    }

    /** What is good for one purpose is not found under another. */
    private static String hash(String purpose, String secret) {
        return Tokens.hash(purpose + " " + secret);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String stateHash(String state) {
        try {
            return Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(state.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
