package org.sallyport.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.sallyport.api.administration.Actor;
import org.sallyport.api.administration.DirectoryAdministration;
import org.sallyport.api.administration.OutdatedException;
import org.sallyport.api.administration.Ownerless;
import org.sallyport.api.administration.RealmView;
import org.sallyport.api.administration.RealmView.State;
import org.sallyport.api.directory.Finding;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.paging.Page;
import org.sallyport.api.signin.UnavailableException;

/** Directories that remember what they were asked. */
final class FakeDirectories implements DirectoryAdministration {

    final Map<String, RealmView> realms = new LinkedHashMap<>();
    final List<Ownerless> left = new ArrayList<>();
    final List<String> done = new ArrayList<>();
    boolean away;
    private final Town town;

    FakeDirectories(Town town) {
        this.town = town;
        is("local", State.READY, "", true);
    }

    void is(String realm, State state, String trouble, boolean editable) {
        realms.put(realm, new RealmView(realm, state, state == State.READY && !editable ? "OpenLDAP at ldaps://ldap.example.org" : "",
                trouble, Optional.of("new-" + realm), Optional.of("old-" + realm), editable, 2));
    }

    @Override
    public List<String> names() {
        return realms.values().stream().filter(realm -> realm.state() != State.GONE).map(RealmView::realm).toList();
    }

    @Override
    public List<RealmView> realms() {
        return List.copyOf(realms.values());
    }

    @Override
    public List<Finding> examine(String realm) {
        return List.of(Finding.good("Reached " + realm + "."), Finding.doubtful("The certificate ends soon."),
                Finding.bad("<b>No</b> users found."));
    }

    @Override
    public void confirm(Actor actor, String realm, String fingerprint) {
        if (!realms.get(realm).fingerprint().equals(Optional.of(fingerprint))) {
            throw new OutdatedException("yet another");
        }
        done.add(actor.name() + " confirms " + realm + " " + fingerprint);
        is(realm, State.READY, "", false);
    }

    @Override
    public Page<Ownerless> ownerless(Optional<String> cursor, int limit) {
        return town.page(left, cursor);
    }

    @Override
    public int discard(Actor actor, Set<PrincipalId> owners) {
        if (away) {
            throw new UnavailableException("away");
        }
        done.add("discard " + owners.stream().sorted().toList());
        left.removeIf(one -> owners.contains(one.owner()));
        return owners.size();
    }
}
