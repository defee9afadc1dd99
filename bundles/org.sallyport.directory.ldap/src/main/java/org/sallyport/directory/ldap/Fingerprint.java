package org.sallyport.directory.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.RootDSE;
import com.unboundid.ldap.sdk.SearchResultEntry;
import org.sallyport.api.directory.DirectoryException;

/** What tells one directory from another: a domain's SID, or the identifier of the base entry, or the base's name. */
final class Fingerprint {

    private static final String NAMING_CONTEXT = "defaultNamingContext";
    private static final String[] IDENTIFIERS = {"entryUUID", "nsUniqueId"};
    private static final int LONGEST = 200;

    private final LdapSettings settings;
    private final Servers servers;
    private final Searches searches;

    Fingerprint(LdapSettings settings, Servers servers, Searches searches) {
        this.settings = settings;
        this.servers = servers;
        this.searches = searches;
    }

    String read() throws DirectoryException {
        String mark = settings.preset() == Preset.ACTIVE_DIRECTORY ? domain() : base();
        return mark.length() > LONGEST ? mark.substring(0, LONGEST) : mark;
    }

    private String domain() throws DirectoryException {
        String domain = servers.ask(connection -> {
            RootDSE root = connection.getRootDSE();
            return root == null ? null : root.getAttributeValue(NAMING_CONTEXT);
        });
        if (domain == null) {
            throw new DirectoryException("the server does not say which domain it serves (" + NAMING_CONTEXT + "): is it an Active Directory?");
        }
        byte[] sid = entry(domain, GroupsAbove.SID).getAttributeValueBytes(GroupsAbove.SID);
        try {
            if (sid != null) {
                return Sid.text(sid);
            }
        } catch (IllegalArgumentException e) {
            throw new DirectoryException("the domain " + domain + " has an " + GroupsAbove.SID + " that is none", e);
        }
        throw new DirectoryException("the domain " + domain + " has no " + GroupsAbove.SID + " that the service account may read");
    }

    private String base() throws DirectoryException {
        SearchResultEntry base = entry(settings.baseDn(), IDENTIFIERS);
        for (String identifier : IDENTIFIERS) {
            String value = base.getAttributeValue(identifier);
            if (value != null && !value.isBlank()) {
                return value;
            }
        }
        return Entries.normal(settings.baseDn());
    }

    private SearchResultEntry entry(String dn, String... attributes) throws DirectoryException {
        return searches.read(dn, Filter.createPresenceFilter("objectClass"), attributes)
                .orElseThrow(() -> new DirectoryException("the entry " + dn + " is not there, or the service account may not see it: see base.dn"));
    }
}
