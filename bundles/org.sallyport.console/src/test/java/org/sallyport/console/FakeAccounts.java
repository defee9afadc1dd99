package org.sallyport.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.sallyport.api.administration.AccountAdministration;
import org.sallyport.api.administration.Actor;
import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.directory.InvalidEntryException;
import org.sallyport.api.directory.InvalidEntryException.Rule;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.paging.Page;

/** Account administration that remembers what it was asked to do. */
final class FakeAccounts implements AccountAdministration {

    final Town town;
    final List<String> done = new ArrayList<>();
    List<String> realms = List.of("local");

    FakeAccounts(Town town) {
        this.town = town;
    }

    @Override
    public List<String> editableRealms() {
        return realms;
    }

    @Override
    public int shortestPassword(String realm) {
        return 15;
    }

    @Override
    public Page<Principal> search(String realm, String text, Set<Kind> kinds, Optional<String> cursor, int limit) {
        return town.search(text, kinds, cursor);
    }

    @Override
    public Optional<Principal> find(PrincipalId id) {
        return town.find(id);
    }

    @Override
    public Page<Principal> directMembers(PrincipalId group, Optional<String> cursor, int limit) {
        return town.page(List.of(Town.GRACE), cursor);
    }

    @Override
    public Page<Principal> directGroups(PrincipalId member, Optional<String> cursor, int limit) {
        return town.page(List.of(Town.NIGHT), cursor);
    }

    @Override
    public Principal createUser(Actor actor, String realm, String login, String displayName, char[] password)
            throws InvalidEntryException {
        checkName("login", login);
        checkPassword(password);
        return keep("create user " + login + " " + displayName, Town.user("20", login, displayName));
    }

    @Override
    public Principal createGroup(Actor actor, String realm, String name, String displayName) throws InvalidEntryException {
        checkName("name", name);
        return keep("create group " + name + " " + displayName, Town.group("21", name, displayName));
    }

    private Principal keep(String what, Principal principal) {
        done.add(what);
        town.all.put(principal.id(), principal);
        return principal;
    }

    private static void checkName(String field, String name) throws InvalidEntryException {
        if (name.isEmpty()) {
            throw new InvalidEntryException(field, Rule.EMPTY, "not empty");
        }
        if (name.equals("grace")) {
            throw new InvalidEntryException(field, Rule.TAKEN, "a free name");
        }
    }

    private static void checkPassword(char[] password) throws InvalidEntryException {
        if (password.length < 15) {
            throw new InvalidEntryException("password", Rule.TOO_SHORT, "15 characters at least");
        }
    }

    @Override
    public Principal rename(Actor actor, PrincipalId id, String name, String displayName) throws InvalidEntryException {
        checkName("login", name);
        return keep("rename " + id + " " + name + " " + displayName, new Principal(id, name, displayName, false));
    }

    @Override
    public Principal setDisabled(Actor actor, PrincipalId user, boolean disabled) {
        if (user.equals(actor.id())) {
            throw new InvalidInputException("user", "another");
        }
        Principal old = town.all.get(user);
        return keep("disabled " + user + " " + disabled, new Principal(user, old.name(), old.displayName(), disabled));
    }

    @Override
    public void setPassword(Actor actor, PrincipalId user, char[] password) throws InvalidEntryException {
        checkPassword(password);
        done.add("password " + user);
    }

    @Override
    public Deletion deletion(PrincipalId id) {
        return new Deletion(town.all.get(id), true, id.isUser(), id.isUser() ? 2 : 0, id.isUser() ? 0 : 12, 1);
    }

    @Override
    public void delete(Actor actor, PrincipalId id) {
        done.add("delete " + id);
        town.all.remove(id);
    }

    @Override
    public void addMember(Actor actor, PrincipalId group, PrincipalId member) throws InvalidEntryException {
        if (group.equals(member)) {
            throw new InvalidEntryException("member", Rule.WOULD_CONTAIN_ITSELF, "another");
        }
        done.add(member + " joins " + group);
    }

    @Override
    public void removeMember(Actor actor, PrincipalId group, PrincipalId member) {
        if (member.equals(actor.id())) {
            throw new InvalidInputException("member", "another");
        }
        done.add(member + " leaves " + group);
    }
}
