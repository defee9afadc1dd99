package org.sallyport.itests.directories;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.RDN;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.sallyport.directory.ldap.LdapSettings;

/** People and groups in a subtree of their own at an OpenLDAP server. */
public final class OpenLdapTown implements AutoCloseable {

    /** A group of this class must have a member: administrators name somebody who does not exist. */
    private static final String NOBODY = "cn=nobody," + Slapd.SUFFIX;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Slapd slapd;
    private final LDAPConnection connection;
    private final String base = "ou=town" + NUMBER.incrementAndGet() + "," + Slapd.SUFFIX;

    public OpenLdapTown(Slapd slapd) throws LDAPException {
        this.slapd = slapd;
        connection = slapd.connect();
        for (String unit : new String[] {base, "ou=people," + base, "ou=groups," + base}) {
            connection.add(new Entry(unit, new Attribute("objectClass", "organizationalUnit")));
        }
    }

    String base() {
        return base;
    }

    /** How a directory comes to this subtree. */
    LdapSettings settings() {
        return slapd.settings().with(LdapSettings.BASE_DN, base);
    }

    /** The same as lines of a file in {@code conf/}: realm {@code corp}. */
    public List<String> configuration() {
        Map<String, String> values = new TreeMap<>(slapd.configuration());
        values.put(LdapSettings.PRESET, "openldap");
        values.put(LdapSettings.BASE_DN, base);
        return values.entrySet().stream().map(entry -> entry.getKey() + " = " + entry.getValue()).toList();
    }

    LDAPConnection connection() {
        return connection;
    }

    String userDn(String login) {
        return new RDN("uid", login) + ",ou=people," + base;
    }

    String groupDn(String name) {
        return new RDN("cn", name) + ",ou=groups," + base;
    }

    /** A user whose last name is the last word of the display name. */
    public void addUser(String login, String displayName, String password) throws LDAPException {
        connection.add(new Entry(userDn(login), new Attribute("objectClass", "inetOrgPerson"), new Attribute("uid", login),
                new Attribute("cn", displayName), new Attribute("displayName", displayName),
                new Attribute("sn", displayName.substring(displayName.lastIndexOf(' ') + 1)), new Attribute("userPassword", password)));
    }

    /** By a connection of its own, because the server may have been away meanwhile. */
    public void removeUser(String login) throws LDAPException {
        try (LDAPConnection anew = slapd.connect()) {
            anew.delete(userDn(login));
        }
    }

    void addGroup(String name) throws LDAPException {
        connection.add(new Entry(groupDn(name), new Attribute("objectClass", "groupOfNames"), new Attribute("cn", name),
                new Attribute("member", NOBODY)));
    }

    /** @param member DN of a user or group */
    void addMember(String group, String member) throws LDAPException {
        connection.modify(groupDn(group), new Modification(ModificationType.ADD, "member", member));
    }

    void set(String dn, String attribute, String... values) throws LDAPException {
        connection.modify(dn, new Modification(ModificationType.REPLACE, attribute, values));
    }

    @Override
    public void close() {
        connection.close();
    }
}
