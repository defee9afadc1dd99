package org.sallyport.itests.directories;

import java.time.Clock;
import org.sallyport.api.directory.Directory;
import org.sallyport.directory.ldap.LdapDirectory;
import org.sallyport.directory.ldap.LdapSettings;
import org.sallyport.testkit.directory.DirectoryFixture;

/** A directory over a subtree of its own at an OpenLDAP server, which it reaches by way of a relay. */
final class OpenLdapFixture implements DirectoryFixture, AutoCloseable {

    private final Relay relay;
    private final OpenLdapTown town;
    private final LdapDirectory directory;

    OpenLdapFixture(Slapd slapd, String membership) throws Exception {
        relay = new Relay(slapd.port());
        town = new OpenLdapTown(slapd);
        directory = new LdapDirectory(town.settings().with(LdapSettings.SERVERS, "ldap://127.0.0.1:" + relay.port())
                .with(LdapSettings.MEMBERSHIP, membership).with(LdapSettings.DISABLED_FILTER, "(employeeType=left)"), Clock.systemUTC());
    }

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
        town.set(town.userDn(login), "employeeType", "left");
    }

    @Override
    public void addGroup(String name, String displayName) throws Exception {
        town.addGroup(name);
    }

    @Override
    public void addUserToGroup(String group, String login) throws Exception {
        town.addMember(group, town.userDn(login));
    }

    @Override
    public void addGroupToGroup(String group, String member) throws Exception {
        town.addMember(group, town.groupDn(member));
    }

    @Override
    public void breakDown() {
        relay.cut();
    }

    @Override
    public void close() {
        directory.close();
        town.close();
        relay.close();
    }
}
