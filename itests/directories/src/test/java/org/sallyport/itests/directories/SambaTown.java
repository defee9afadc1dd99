package org.sallyport.itests.directories;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DeleteRequest;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.controls.SubtreeDeleteRequestControl;
import java.nio.charset.StandardCharsets;
import org.sallyport.directory.ldap.LdapSettings;

/** People and groups of a domain, in a unit of their own; names are the whole domain's, so there is one town at a time. */
final class SambaTown implements AutoCloseable {

    static final String BASE = "OU=Town," + SambaDc.BASE;

    private static final String ENABLED = "512";

    private final SambaDc dc;
    private final LDAPConnection connection;

    SambaTown(SambaDc dc) throws LDAPException {
        this.dc = dc;
        connection = dc.connect();
        connection.add(new Entry(BASE, new Attribute("objectClass", "organizationalUnit")));
    }

    /** How a directory comes to this unit. */
    LdapSettings settings() {
        return dc.settings().with(LdapSettings.BASE_DN, BASE);
    }

    LDAPConnection connection() {
        return connection;
    }

    String dn(String name) {
        return new RDN("CN", name) + "," + BASE;
    }

    void addUser(String login, String displayName, String password) throws LDAPException {
        connection.add(new Entry(dn(login), new Attribute("objectClass", "user"), new Attribute("sAMAccountName", login),
                new Attribute("userPrincipalName", login + SambaDc.UPN_SUFFIX), new Attribute("displayName", displayName),
                new Attribute("sn", displayName.substring(displayName.lastIndexOf(' ') + 1)),
                new Attribute("unicodePwd", ("\"" + password + "\"").getBytes(StandardCharsets.UTF_16LE)),
                new Attribute("userAccountControl", ENABLED)));
    }

    void addGroup(String name) throws LDAPException {
        connection.add(new Entry(dn(name), new Attribute("objectClass", "group"), new Attribute("sAMAccountName", name)));
    }

    void addMember(String group, String member) throws LDAPException {
        connection.modify(dn(group), new Modification(ModificationType.ADD, "member", dn(member)));
    }

    void set(String name, String attribute, String... values) throws LDAPException {
        connection.modify(dn(name), new Modification(ModificationType.REPLACE, attribute, values));
    }

    void disable(String login) throws LDAPException {
        set(login, "userAccountControl", "514");
    }

    /** Removes everybody. */
    @Override
    public void close() {
        try (connection) {
            DeleteRequest all = new DeleteRequest(BASE);
            all.addControl(new SubtreeDeleteRequestControl());
            connection.delete(all);
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }
}
