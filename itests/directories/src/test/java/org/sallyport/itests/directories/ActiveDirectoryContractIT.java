package org.sallyport.itests.directories;

import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.sallyport.api.directory.Directory;
import org.sallyport.directory.ldap.LdapDirectory;
import org.sallyport.directory.ldap.LdapSettings;
import org.sallyport.testkit.directory.DirectoryContract;
import org.sallyport.testkit.directory.DirectoryFixture;

/** Proves that a directory over Active Directory, here of Samba, keeps every rule. */
class ActiveDirectoryContractIT extends DirectoryContract {

    private static SambaDc dc;

    private Fixture fixture;

    @BeforeAll
    static void start() {
        dc = SambaDc.start();
    }

    @AfterAll
    static void stop() {
        dc.close();
    }

    @Override
    protected DirectoryFixture fixture() throws Exception {
        fixture = new Fixture();
        return fixture;
    }

    @AfterEach
    void removeEverybody() {
        fixture.close();
    }

    private static final class Fixture implements DirectoryFixture, AutoCloseable {

        private final Relay relay = new Relay(dc.tlsPort());
        private final SambaTown town = new SambaTown(dc);
        private final LdapDirectory directory = new LdapDirectory(
                town.settings().with(LdapSettings.SERVERS, "ldaps://127.0.0.1:" + relay.port()), Clock.systemUTC());

        private Fixture() throws Exception { }

        @Override
        public Directory directory() {
            return directory;
        }

        @Override
        public String realm() {
            return "corp";
        }

        @Override
        public void addUser(String login, String displayName, String password) throws Exception {
            town.addUser(login, displayName, password);
        }

        @Override
        public void disable(String login) throws Exception {
            town.disable(login);
        }

        @Override
        public void addGroup(String name, String displayName) throws Exception {
            town.addGroup(name);
        }

        @Override
        public void addUserToGroup(String group, String login) throws Exception {
            town.addMember(group, login);
        }

        @Override
        public void addGroupToGroup(String group, String member) throws Exception {
            town.addMember(group, member);
        }

        @Override
        public void breakDown() {
            relay.cut();
        }

        @Override
        public void close() {
            directory.close();
            relay.close();
            town.close();
        }
    }
}
