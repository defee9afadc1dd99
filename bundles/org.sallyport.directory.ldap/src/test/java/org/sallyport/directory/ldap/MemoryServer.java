package org.sallyport.directory.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.RDN;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.sallyport.api.directory.Directory;
import org.sallyport.testkit.directory.DirectoryFixture;

/** An LDAP server within the test, with people and groups as OpenLDAP would have them, and a directory that asks it. */
final class MemoryServer implements DirectoryFixture, AutoCloseable {

    static final String BASE = "dc=example,dc=test";
    private static final String SERVICE = "cn=service," + BASE;

    private final InMemoryDirectoryServer server;
    private final Path password;
    private final LdapSettings settings;
    private LdapDirectory directory;

    MemoryServer(Path folder, InMemoryOperationInterceptor... interceptors) throws LDAPException, IOException {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
        config.setSchema(null);
        config.addAdditionalBindCredentials(SERVICE, "s3rvice");
        for (InMemoryOperationInterceptor interceptor : interceptors) {
            config.addInMemoryOperationInterceptor(interceptor);
        }
        server = new InMemoryDirectoryServer(config);
        server.startListening();
        server.add(BASE, new Attribute("objectClass", "domain"), new Attribute("dc", "example"));
        server.add("ou=people," + BASE, new Attribute("objectClass", "organizationalUnit"), new Attribute("ou", "people"));
        server.add("ou=groups," + BASE, new Attribute("objectClass", "organizationalUnit"), new Attribute("ou", "groups"));
        password = Files.writeString(folder.resolve("service.password"), "s3rvice\n");
        settings = LdapSettings.of(Map.of(
                LdapSettings.REALM, "corp",
                LdapSettings.PRESET, "openldap",
                LdapSettings.SERVERS, "ldap://127.0.0.1:" + server.getListenPort(),
                LdapSettings.STARTTLS, "off",
                LdapSettings.BIND_DN, SERVICE,
                LdapSettings.BIND_PASSWORD_FILE, password.toString(),
                LdapSettings.BASE_DN, BASE,
                LdapSettings.USERS_BASE, "ou=people," + BASE,
                LdapSettings.GROUPS_BASE, "ou=groups," + BASE,
                LdapSettings.DISABLED_FILTER, "(employeeType=gone)"));
    }

    /** What the directory was made with. */
    LdapSettings settings() {
        return settings;
    }

    InMemoryDirectoryServer server() {
        return server;
    }

    /** Another directory over the same server; the test's own from now on. */
    LdapDirectory directory(LdapSettings changed) {
        return directory(changed, Clock.systemUTC());
    }

    LdapDirectory directory(LdapSettings changed, Clock clock) {
        if (directory != null) {
            directory.close();
        }
        directory = new LdapDirectory(changed, clock);
        return directory;
    }

    @Override
    public Directory directory() {
        return directory == null ? directory(settings) : directory;
    }

    @Override
    public String realm() {
        return "corp";
    }

    static String userDn(String login) {
        return new DN(new RDN("uid", login), new RDN("ou", "people"), new RDN("dc", "example"), new RDN("dc", "test")).toString();
    }

    static String groupDn(String name) {
        return new DN(new RDN("cn", name), new RDN("ou", "groups"), new RDN("dc", "example"), new RDN("dc", "test")).toString();
    }

    @Override
    public void addUser(String login, String displayName, String password) throws LDAPException {
        server.add(new Entry(userDn(login), new Attribute("objectClass", "inetOrgPerson"), new Attribute("uid", login), new Attribute("cn", displayName),
                new Attribute("sn", displayName), new Attribute("userPassword", password)));
    }

    @Override
    public void disable(String login) throws LDAPException {
        server.modify(userDn(login), new Modification(ModificationType.REPLACE, "employeeType", "gone"));
    }

    @Override
    public void addGroup(String name, String displayName) throws LDAPException {
        server.add(new Entry(groupDn(name), new Attribute("objectClass", "groupOfNames"), new Attribute("cn", name)));
    }

    @Override
    public void addUserToGroup(String group, String login) throws LDAPException {
        server.modify(groupDn(group), new Modification(ModificationType.ADD, "member", userDn(login)));
    }

    @Override
    public void addGroupToGroup(String group, String member) throws LDAPException {
        server.modify(groupDn(group), new Modification(ModificationType.ADD, "member", groupDn(member)));
    }

    @Override
    public void breakDown() {
        server.shutDown(true);
    }

    @Override
    public void close() {
        if (directory != null) {
            directory.close();
        }
        server.shutDown(true);
    }
}
