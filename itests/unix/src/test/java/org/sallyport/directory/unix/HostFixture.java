package org.sallyport.directory.unix;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.sallyport.api.directory.Directory;
import org.sallyport.testkit.directory.DirectoryFixture;

/**
 * A host that the contract fills by writing its files, because the tools refuse some of the names. The host knows no groups in
 * groups: a group that is put into another brings its people at once, as an administrator would do it.
 */
final class HostFixture implements DirectoryFixture {

    /** Whatever changes is seen at once. */
    private static final class Minutes extends Clock {

        private Instant now = Instant.EPOCH;

        @Override
        public synchronized Instant instant() {
            now = now.plus(Duration.ofMinutes(1));
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private record Fixed(String displayName, String hash, String shell) {
    }

    private final UnixDirectory directory = new UnixDirectory(new UnixSettings(new People("host", 1_000, 59_999, TestHost.NO_SHELLS),
            "sallyport", 4, Duration.ofMinutes(2), Duration.ofMinutes(2), Duration.ofMillis(1)), new Minutes());
    private final String passwd;
    private final String shadow;
    private final String group;
    private final Map<String, Fixed> users = new LinkedHashMap<>();
    private final Map<String, Set<String>> usersIn = new LinkedHashMap<>();
    private final Map<String, Set<String>> groupsIn = new LinkedHashMap<>();

    HostFixture() throws Exception {
        TestHost.reset();
        passwd = Files.readString(Path.of("/etc/passwd"));
        shadow = Files.readString(Path.of("/etc/shadow"));
        group = Files.readString(Path.of("/etc/group"));
    }

    @Override
    public Directory directory() {
        return directory;
    }

    @Override
    public String realm() {
        return "host";
    }

    @Override
    public void addUser(String login, String displayName, String password) throws Exception {
        users.put(login, new Fixed(displayName, TestHost.hash(password), "/bin/bash"));
        write();
    }

    @Override
    public void disable(String login) throws Exception {
        users.computeIfPresent(login, (name, was) -> new Fixed(was.displayName(), was.hash(), "/usr/sbin/nologin"));
        write();
    }

    @Override
    public void addGroup(String name, String displayName) throws Exception {
        usersIn.put(name, new LinkedHashSet<>());
        groupsIn.put(name, new LinkedHashSet<>());
        write();
    }

    @Override
    public void addUserToGroup(String name, String login) throws Exception {
        usersIn.get(name).add(login);
        write();
    }

    @Override
    public void addGroupToGroup(String name, String member) throws Exception {
        groupsIn.get(name).add(member);
        write();
    }

    /** The host cannot read who its users are. */
    @Override
    public void breakDown() throws Exception {
        Files.writeString(Path.of("/etc/passwd"), "");
        Files.writeString(Path.of("/etc/group"), "");
    }

    private void write() throws Exception {
        StringBuilder people = new StringBuilder(passwd);
        StringBuilder secrets = new StringBuilder(shadow);
        int number = 2_000;
        for (Map.Entry<String, Fixed> user : users.entrySet()) {
            number++;
            Fixed fixed = user.getValue();
            people.append(user.getKey() + ":x:" + number + ":100:" + fixed.displayName() + ",,,:/nonexistent:" + fixed.shell() + "\n");
            secrets.append(user.getKey() + ":" + fixed.hash() + ":19000:0:99999:7:::\n");
        }
        StringBuilder groups = new StringBuilder(group);
        number = 3_000;
        for (String name : usersIn.keySet()) {
            number++;
            Set<String> members = new TreeSet<>();
            collect(name, members, new HashSet<>());
            groups.append(name + ":x:" + number + ":" + String.join(",", members) + "\n");
        }
        Files.writeString(Path.of("/etc/passwd"), people);
        Files.writeString(Path.of("/etc/shadow"), secrets);
        Files.writeString(Path.of("/etc/group"), groups);
    }

    private void collect(String name, Set<String> members, Set<String> seen) {
        if (seen.add(name)) {
            members.addAll(usersIn.get(name));
            groupsIn.get(name).forEach(inner -> collect(inner, members, seen));
        }
    }
}
