package org.sallyport.core.administration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.api.administration.AccountAdministration;
import org.sallyport.api.administration.Actor;
import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.audit.AuditEvent.Action;
import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.EditableDirectory;
import org.sallyport.api.directory.InvalidEntryException;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.paging.Page;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ConflictException;
import org.sallyport.api.store.Setting;
import org.sallyport.core.audit.Events;
import org.sallyport.core.directory.Realms;
import org.sallyport.core.policy.PolicyRules;
import org.sallyport.core.policy.TwoFactorList;
import org.sallyport.core.store.Memory;
import org.sallyport.core.store.ProductSettings;
import org.sallyport.core.throttle.Throttle;

/** Editing users and groups, and what must follow in sessions, list and enrolments. */
final class AccountRules implements AccountAdministration {

    /** An edit of a directory. */
    private interface Edit<T> {
        T of(EditableDirectory directory) throws DirectoryException, InvalidEntryException;
    }

    private final Memory memory;
    private final Realms realms;
    private final PolicyRules policy;
    private final ProductSettings settings;
    private final Events events;

    AccountRules(Memory memory, Realms realms, PolicyRules policy, ProductSettings settings, Events events) {
        this.memory = memory;
        this.realms = realms;
        this.policy = policy;
        this.settings = settings;
        this.events = events;
    }

    @Override
    public List<String> editableRealms() {
        return realms.editable();
    }

    private EditableDirectory directory(String realm) {
        return realms.editable(realm)
                .orElseThrow(() -> new InvalidInputException("realm", "one of " + realms.editable()));
    }

    private <T> T edit(String realm, Edit<T> edit) throws InvalidEntryException {
        try {
            return edit.of(directory(realm));
        } catch (DirectoryException e) {
            throw new UnavailableException("realm '" + realm + "': " + e.getMessage(), e);
        } finally {
            policy.forget();
        }
    }

    @Override
    public int shortestPassword(String realm) {
        return directory(realm).shortestPassword();
    }

    @Override
    public Page<Principal> search(String realm, String text, Set<Kind> kinds, Optional<String> cursor, int limit) {
        return realms.ask(realm, directory -> directory.search(text, kinds, cursor, limit));
    }

    @Override
    public Optional<Principal> find(PrincipalId id) {
        return realms.find(id);
    }

    @Override
    public Page<Principal> directMembers(PrincipalId group, Optional<String> cursor, int limit) {
        EditableDirectory directory = directory(group.realm());
        return realms.ask(group.realm(), any -> directory.directMembers(group, cursor, limit));
    }

    @Override
    public Page<Principal> directGroups(PrincipalId member, Optional<String> cursor, int limit) {
        EditableDirectory directory = directory(member.realm());
        return realms.ask(member.realm(), any -> directory.directGroups(member, cursor, limit));
    }

    @Override
    public Principal createUser(Actor actor, String realm, String login, String displayName, char[] password)
            throws InvalidEntryException {
        Principal user = edit(realm, directory -> directory.createUser(login, displayName, password));
        log(actor, Action.CREATE_ACCOUNT, "user", user);
        return user;
    }

    @Override
    public Principal createGroup(Actor actor, String realm, String name, String displayName) throws InvalidEntryException {
        Principal group = edit(realm, directory -> directory.createGroup(name, displayName));
        log(actor, Action.CREATE_ACCOUNT, "group", group);
        return group;
    }

    @Override
    public Principal rename(Actor actor, PrincipalId id, String name, String displayName) throws InvalidEntryException {
        Principal renamed = edit(id.realm(), directory -> directory.rename(id, name, displayName));
        List<Change> changes = new ArrayList<>();
        if (listed(id)) {
            changes.add(new Change.AddToList(TwoFactorList.entry(renamed, events)));
        }
        changes.add(events.done(actor, Action.CHANGE_ACCOUNT, "renamed", Optional.of(id), renamed.name()));
        memory.commitUnguarded(changes);
        return renamed;
    }

    @Override
    public Principal setDisabled(Actor actor, PrincipalId user, boolean disabled) throws InvalidEntryException {
        if (disabled && user.equals(actor.id())) {
            throw new InvalidInputException("user", "an account other than your own");
        }
        Principal changed = edit(user.realm(), directory -> directory.setDisabled(user, disabled));
        List<Change> changes = new ArrayList<>();
        if (disabled) {
            changes.add(new Change.DeleteSessions(user));
            changes.add(new Change.DeleteSignIns(user));
        }
        changes.add(events.done(actor, Action.CHANGE_ACCOUNT, disabled ? "disabled" : "enabled", Optional.of(user), changed.name()));
        memory.commitUnguarded(changes);
        return changed;
    }

    @Override
    public void setPassword(Actor actor, PrincipalId user, char[] password) throws InvalidEntryException {
        edit(user.realm(), directory -> {
            directory.setPassword(user, password);
            return null;
        });
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.DeleteSignIns(user));
        if (!user.equals(actor.id())) {
            changes.add(new Change.DeleteSessions(user));
        }
        changes.add(events.done(actor, Action.SET_PASSWORD, "", Optional.of(user), name(user)));
        memory.commitUnguarded(changes);
    }

    @Override
    public Deletion deletion(PrincipalId id) {
        Principal principal = realms.find(id)
                .orElseThrow(() -> new InvalidInputException("id", "a user or group that its directory knows"));
        boolean user = id.isUser();
        return new Deletion(principal, listed(id), user && !memory.read(store -> store.enrolments().of(id)).isEmpty(),
                user ? memory.read(store -> store.sessions().of(id)).size() : 0,
                user ? 0 : directMembers(id, Optional.empty(), 1).total().value(),
                directGroups(id, Optional.empty(), 1).total().value());
    }

    @Override
    public void delete(Actor actor, PrincipalId id) throws InvalidEntryException {
        if (id.equals(actor.id())) {
            throw new InvalidInputException("id", "an account other than your own");
        }
        if (!id.isUser() && settings.administrators().contains(id) && !administratorWithout(actor, id)) {
            throw new InvalidInputException("id", "a group other than the one that makes you an administrator");
        }
        String name = name(id);
        edit(id.realm(), directory -> {
            directory.delete(id);
            return null;
        });
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.RemoveFromList(id));
        if (id.isUser()) {
            changes.add(new Change.DeleteEnrolments(id));
            changes.add(new Change.DeleteSessions(id));
            changes.add(new Change.DeleteSignIns(id));
            changes.addAll(Throttle.forgive(id, realms.logins(id, name)));
        }
        changes.add(events.done(actor, Action.DELETE_ACCOUNT, id.isUser() ? "user" : "group", Optional.of(id), name));
        memory.commitUnguarded(changes);
        dismiss(actor, id, name);
    }

    /** Whoever is gone is no administrator either; that somebody else changed those meanwhile is no reason to leave them there. */
    private void dismiss(Actor actor, PrincipalId id, String name) {
        boolean there = true;
        while (there) {
            Setting kept = settings.kept(ProductSettings.ADMINISTRATORS);
            Set<PrincipalId> rest = new HashSet<>(ProductSettings.principals(kept));
            there = rest.remove(id);
            if (there) {
                try {
                    memory.commit(List.of(
                            new Change.SaveSetting(new Setting(kept.key(), ProductSettings.asText(rest), kept.revision())),
                            events.done(actor, Action.CHANGE_SETTING, "without " + name, Optional.empty(), kept.key())));
                } catch (ConflictException e) {
                    // It is read again.
                }
            }
        }
    }

    private boolean administratorWithout(Actor actor, PrincipalId group) {
        Set<PrincipalId> others = new HashSet<>(settings.administrators());
        others.remove(group);
        if (Actor.isHost(actor.id())) {
            return !others.isEmpty();
        }
        return others.contains(actor.id())
                || others.stream().filter(id -> !id.isUser())
                        .anyMatch(id -> !realms.memberships(actor.id(), Set.of(id)).isEmpty());
    }

    @Override
    public void addMember(Actor actor, PrincipalId group, PrincipalId member) throws InvalidEntryException {
        edit(group.realm(), directory -> {
            directory.addMember(group, member);
            return null;
        });
        logMembership(actor, "joined " + name(group), member);
    }

    @Override
    public void removeMember(Actor actor, PrincipalId group, PrincipalId member) throws InvalidEntryException {
        edit(group.realm(), directory -> {
            directory.removeMember(group, member);
            return null;
        });
        if (!policy.administrator(actor.id())) {
            // Found out only afterwards, because membership may come through any number of groups; so it is put back.
            edit(group.realm(), directory -> {
                directory.addMember(group, member);
                return null;
            });
            throw new InvalidInputException("member", "a membership that does not make you an administrator");
        }
        logMembership(actor, "left " + name(group), member);
    }

    private void logMembership(Actor actor, String what, PrincipalId member) {
        memory.commitUnguarded(List.of(events.done(actor, Action.CHANGE_ACCOUNT, what, Optional.of(member), name(member))));
    }

    private void log(Actor actor, Action action, String reason, Principal subject) {
        memory.commitUnguarded(List.of(events.done(actor, action, reason, Optional.of(subject.id()), subject.name())));
    }

    private String name(PrincipalId id) {
        return realms.find(id).map(Principal::name).orElse(id.id());
    }

    private boolean listed(PrincipalId id) {
        return memory.read(store -> store.policy().snapshot()).listed().contains(id);
    }
}
