package org.sallyport.directory.local;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.Store;
import org.sallyport.testkit.directory.DirectoryFixture;

/** The embedded directory over some store, with hashes that cost next to nothing. */
final class StoredDirectory implements DirectoryFixture {

    static final HashSettings CHEAP = new HashSettings(new HashCost(64, 1, 1), 2, Duration.ofSeconds(60));
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T08:00:00Z"), ZoneOffset.UTC);

    private final Store store;
    private final FailingStore failing;
    private final LocalDirectory directory;

    StoredDirectory(Store store) {
        this.store = store;
        this.failing = new FailingStore(store);
        this.directory = over(failing, CHEAP);
    }

    static LocalDirectory over(Store store, HashSettings hashing) {
        return new LocalDirectory("local", store, hashing, CLOCK, new SecureRandom());
    }

    @Override
    public LocalDirectory directory() {
        return directory;
    }

    @Override
    public String realm() {
        return "local";
    }

    @Override
    public void addUser(String login, String displayName, String password) throws Exception {
        directory.createUser(login, displayName, password.toCharArray());
    }

    @Override
    public void disable(String login) throws Exception {
        directory.setDisabled(PrincipalId.user("local", userId(login)), true);
    }

    @Override
    public void addGroup(String name, String displayName) throws Exception {
        directory.createGroup(name, displayName);
    }

    @Override
    public void addUserToGroup(String group, String login) throws Exception {
        store.commit(List.of(new Change.AddMember(groupId(group), Kind.USER, userId(login))));
    }

    /** Past the directory, which refuses circles. */
    @Override
    public void addGroupToGroup(String group, String member) throws Exception {
        store.commit(List.of(new Change.AddMember(groupId(group), Kind.GROUP, groupId(member))));
    }

    @Override
    public void breakDown() {
        failing.fail();
    }

    private String userId(String login) throws Exception {
        return store.accounts().accountByName(Names.key(login)).orElseThrow().id();
    }

    private String groupId(String name) throws Exception {
        return store.accounts().groupByName(Names.key(name)).orElseThrow().id();
    }
}
