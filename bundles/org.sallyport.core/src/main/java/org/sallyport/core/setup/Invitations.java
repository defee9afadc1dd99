package org.sallyport.core.setup;

import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.api.administration.FirstAdministrator;
import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditEvent.Action;
import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.EditableDirectory;
import org.sallyport.api.directory.InvalidEntryException;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.Verdict;
import org.sallyport.api.signin.Client;
import org.sallyport.api.signin.Door;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ConflictException;
import org.sallyport.api.store.Setting;
import org.sallyport.core.audit.Events;
import org.sallyport.core.directory.Realms;
import org.sallyport.core.directory.UndecidedException;
import org.sallyport.core.store.Memory;
import org.sallyport.core.store.ProductSettings;
import org.sallyport.core.store.Tokens;
import org.sallyport.core.throttle.Permission;
import org.sallyport.core.throttle.Throttle;

/** The first administrator: a link, printed while a durable marker says that there has never been one. */
public final class Invitations implements FirstAdministrator {

    static final String ADMINISTRATORS_GROUP = "Administrators";
    /** Present since the first administrator was made, for ever. */
    static final String APPOINTED = "mark.first-administrator";

    private static final String INVITATION = "mark.invitation";
    private static final Duration GOOD_FOR = Duration.ofHours(1);
    private static final String LINK = "link";

    private final Memory memory;
    private final Realms realms;
    private final ProductSettings settings;
    private final Throttle throttle;
    private final Tokens tokens;
    private final Events events;
    private final Clock clock;

    public Invitations(Memory memory, Realms realms, ProductSettings settings, Throttle throttle, Tokens tokens, Events events, Clock clock) {
        this.memory = memory;
        this.realms = realms;
        this.settings = settings;
        this.throttle = throttle;
        this.tokens = tokens;
        this.events = events;
        this.clock = clock;
    }

    /** Whether there is, or ever was, an administrator: also one whom the host made by a command instead of the link. */
    boolean appointed() {
        return memory.read(store -> store.settings().find(APPOINTED).isPresent()
                || store.settings().find(ProductSettings.ADMINISTRATORS).filter(named -> !named.value().isBlank()).isPresent());
    }

    /**
     * Prints a link when one is due. Only its hash is kept; an earlier link is good no more.
     *
     * @param portal address of the portal, without a slash at its end
     */
    public void invite(String portal, PrintStream out) {
        if (appointed()) {
            return;
        }
        String token = tokens.next();
        Setting invitation = settings.stored(INVITATION, Tokens.hash(token) + " " + clock.instant().plus(GOOD_FOR).toEpochMilli());
        try {
            memory.commit(List.of(new Change.SaveSetting(invitation)));
        } catch (ConflictException e) {
            throw new UnavailableException("another node is printing the link for the first administrator", e);
        }
        out.println("create the administrator at: " + portal + "/setup/" + token);
        out.flush();
    }

    @Override
    public Invitation invitation(String token, Client client) {
        if (!Tokens.plausible(token) || !loopback(client.address()) || appointed()) {
            return Invitation.NONE;
        }
        Optional<Setting> stored = memory.read(store -> store.settings().find(INVITATION));
        if (stored.isEmpty()) {
            return Invitation.NONE;
        }
        String[] parts = stored.get().value().split(" ", 2);
        boolean same = MessageDigest.isEqual(parts[0].getBytes(StandardCharsets.US_ASCII),
                Tokens.hash(token).getBytes(StandardCharsets.US_ASCII));
        boolean inTime = clock.instant().isBefore(Instant.ofEpochMilli(Long.parseLong(parts[1])));
        if (!same || !inTime) {
            return Invitation.NONE;
        }
        return realms.firstEditable().isEmpty() ? Invitation.APPOINT : Invitation.CREATE;
    }

    private static boolean loopback(String address) {
        try {
            return !address.isEmpty() && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private void require(Invitation wanted, String token, Client client) {
        if (invitation(token, client) != wanted) {
            throw new InvalidInputException(LINK, "a link that was printed at the last start, is not older than an hour,"
                    + " was not used, and is opened on this host");
        }
    }

    @Override
    public int shortestPassword() {
        return editable().shortestPassword();
    }

    private EditableDirectory editable() {
        return realms.firstEditable()
                .orElseThrow(() -> new InvalidInputException(LINK, "a directory that can be edited"));
    }

    @Override
    public Principal create(String token, String login, String displayName, char[] password, Client client) throws InvalidEntryException {
        require(Invitation.CREATE, token, client);
        EditableDirectory directory = editable();
        try {
            Principal user = directory.createUser(login, displayName, password);
            try {
                appointFirst(user, enterGroup(directory, user).id(), client);
            } catch (InvalidEntryException | DirectoryException | RuntimeException e) {
                directory.delete(user.id());
                throw e;
            }
            return user;
        } catch (DirectoryException e) {
            throw new UnavailableException(e.getMessage(), e);
        }
    }

    /** Makes the administrators' group, if need be, and puts the user in it. */
    static Principal enterGroup(EditableDirectory directory, Principal user) throws DirectoryException, InvalidEntryException {
        Optional<Principal> existing = directory.search(ADMINISTRATORS_GROUP, Set.of(PrincipalId.Kind.GROUP), Optional.empty(), 100)
                .items().stream().filter(group -> group.name().equals(ADMINISTRATORS_GROUP)).findFirst();
        Principal group = existing.isPresent() ? existing.get() : directory.createGroup(ADMINISTRATORS_GROUP, ADMINISTRATORS_GROUP);
        directory.addMember(group.id(), user.id());
        return group;
    }

    @Override
    public Principal appoint(String token, String login, char[] password, Client client) {
        require(Invitation.APPOINT, token, client);
        if (!(throttle.forPassword(login, client.address()) instanceof Permission.Slot slot)) {
            throw new InvalidInputException("password", "fewer attempts in so short a time");
        }
        Verdict verdict;
        try {
            verdict = realms.authenticate(login, password, user -> false);
        } catch (UndecidedException e) {
            throw e;
        } catch (UnavailableException e) {
            throttle.giveBack(slot);
            throw e;
        }
        if (verdict.outcome() != Verdict.Outcome.ACCEPTED) {
            throw new InvalidInputException("password", "name and password of an account that may sign in");
        }
        memory.commitUnguarded(throttle.right(slot));
        Principal user = verdict.user().orElseThrow();
        appointFirst(user, user.id(), client);
        return user;
    }

    /** Writes the marker last and in one batch with what it stands for: two who hold the link cannot both win. */
    public void appointFirst(Principal user, PrincipalId administrators, Client client, Change... more) {
        List<Change> changes = new ArrayList<>(List.of(more));
        changes.add(new Change.SaveSetting(new Setting(APPOINTED, user.id().toString(), 0)));
        changes.add(new Change.SaveSetting(settings.stored(ProductSettings.ADMINISTRATORS, administrators.toString())));
        changes.add(new Change.DeleteSetting(INVITATION));
        changes.add(events.visit(Action.APPOINT_ADMINISTRATOR, AuditEvent.Outcome.SUCCEEDED, "first", Optional.of(user.id()), user.name(),
                client, Door.CONSOLE.name()));
        try {
            memory.commit(changes);
        } catch (ConflictException e) {
            throw new InvalidInputException(LINK, "a link that was not used");
        } finally {
            settings.forget();
        }
    }
}
