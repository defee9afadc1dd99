package org.sallyport.core.access;

import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sallyport.api.access.Application;
import org.sallyport.api.access.Channel;
import org.sallyport.api.access.Ticket;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditEvent.Action;
import org.sallyport.api.signin.Client;
import org.sallyport.api.signin.Door;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ConflictException;
import org.sallyport.api.store.PassRecord;
import org.sallyport.core.audit.Events;
import org.sallyport.core.session.Holders;
import org.sallyport.core.store.Memory;
import org.sallyport.core.store.ProductSettings;
import org.sallyport.core.store.Tokens;

/** One-time tickets: 20 characters of 24, more than 90 bits, to be typed where a password is asked for. */
final class Tickets {

    /** None of them looks like another one, or like one that is not among them. */
    private static final String LETTERS = "ACDEFHJKLMNPQRTUVWXY3479";
    private static final int LENGTH = 20;
    private static final int GROUP = 5;
    private static final Pattern SHAPE = Pattern.compile("[" + LETTERS + "]{" + LENGTH + "}");
    /** The largest multiple of the number of letters that a byte can hold: what is beyond it would favour the first ones. */
    private static final int FAIR = 256 / LETTERS.length() * LETTERS.length();

    private final Memory memory;
    private final ProductSettings settings;
    private final AccessSettings access;
    private final Tokens tokens;
    private final Events events;

    Tickets(Memory memory, ProductSettings settings, AccessSettings access, Tokens tokens, Events events) {
        this.memory = memory;
        this.settings = settings;
        this.access = access;
        this.tokens = tokens;
        this.events = events;
    }

    /** For somebody who may use the application; empty when it is no remote desktop, or its gate is gone. */
    Optional<Ticket> give(Holders.Holder holder, Application application, Client client) {
        Optional<String> gate = application.gate().filter(id -> application.kind() == Application.Kind.REMOTE_DESKTOP)
                .filter(id -> access.gates().containsKey(id));
        if (gate.isEmpty()) {
            return Optional.empty();
        }
        String secret = secret();
        Instant now = events.now();
        Instant expiresAt = now.plus(settings.ticketLifetime());
        PassRecord pass = new PassRecord(hash(secret), Channel.RDP, gate.get(), holder.user().id(), holder.user().name(),
                holder.session().tokenHash(), application.id(), now, expiresAt);
        try {
            memory.commit(List.of(new Change.SavePass(pass), events.toward(AuditEvent.Outcome.SUCCEEDED, Action.TICKET, "",
                    Optional.of(holder.user().id()), holder.user().name(), application.name(), client.address(), Door.PORTAL.name())));
        } catch (ConflictException e) {
            throw new UnavailableException("a new ticket was not new: " + e.getMessage(), e);
        }
        return Optional.of(new Ticket(IntStream.range(0, LENGTH / GROUP).mapToObj(at -> secret.substring(at * GROUP, (at + 1) * GROUP))
                .collect(Collectors.joining("-")), expiresAt));
    }

    private String secret() {
        StringBuilder secret = new StringBuilder();
        while (secret.length() < LENGTH) {
            int value = Byte.toUnsignedInt(tokens.bytes(1)[0]);
            if (value < FAIR) {
                secret.append(LETTERS.charAt(value % LETTERS.length()));
            }
        }
        return secret.toString();
    }

    /** What was typed, as it was given out; empty when it never can have been. */
    static Optional<String> read(String typed) {
        if (typed == null || typed.length() > 4 * LENGTH) {
            return Optional.empty();
        }
        String plain = Normalizer.normalize(typed, Normalizer.Form.NFKC).replaceAll("[\\s\\p{Pd}]", "").toUpperCase(Locale.ROOT);
        return Optional.of(plain).filter(text -> SHAPE.matcher(text).matches());
    }

    /** Takes a ticket out of the world. */
    Optional<PassRecord> use(String secret) {
        return SingleUse.of(memory, hash(secret));
    }

    private static String hash(String secret) {
        return Tokens.hash("ticket " + secret);
    }
}
