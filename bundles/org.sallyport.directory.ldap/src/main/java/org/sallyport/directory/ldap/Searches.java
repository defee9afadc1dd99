package org.sallyport.directory.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.sallyport.api.directory.DirectoryException;

/** Asks the servers for entries. An answer that is not whole is never taken for one that is. */
final class Searches {

    /**
     * Some entries.
     *
     * @param complete whether there are no others
     */
    record Found(List<SearchResultEntry> entries, boolean complete) {
    }

    private final Servers servers;
    private final LdapSettings settings;

    Searches(Servers servers, LdapSettings settings) {
        this.servers = servers;
        this.settings = settings;
    }

    /** The entry of this DN if it matches; empty when there is none. */
    Optional<SearchResultEntry> read(String dn, Filter filter, String... attributes) throws DirectoryException {
        return servers.ask(connection -> {
            try {
                SearchResult result = search(connection, request(dn, SearchScope.BASE, filter, attributes));
                return result.getSearchEntries().stream().findFirst();
            } catch (LDAPSearchException e) {
                if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /** As many as there are, but not many more than the limit. */
    Found some(String base, Filter filter, int limit, String... attributes) throws DirectoryException {
        return servers.ask(connection -> {
            SearchRequest request = request(base, SearchScope.SUB, filter, attributes);
            request.setSizeLimit(limit);
            try {
                return new Found(search(connection, request).getSearchEntries(), true);
            } catch (LDAPSearchException e) {
                // The server's own limit may be lower than ours: then, too, there are others.
                if (e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED) && e.getEntryCount() > 0) {
                    return new Found(e.getSearchEntries(), false);
                }
                throw e;
            }
        });
    }

    /** Every entry, page by page, so that neither side must hold them all. */
    void all(String base, Filter filter, Consumer<SearchResultEntry> taker, String... attributes) throws DirectoryException {
        // Whoever takes them must not be given the first ones twice.
        AtomicBoolean begun = new AtomicBoolean();
        servers.ask(connection -> {
            ASN1OctetString cookie = null;
            do {
                SearchRequest request = request(base, SearchScope.SUB, filter, attributes);
                request.addControl(new SimplePagedResultsControl(settings.pageSize(), cookie, false));
                SearchResult page = search(connection, request);
                begun.set(true);
                page.getSearchEntries().forEach(taker);
                SimplePagedResultsControl answer = SimplePagedResultsControl.get(page);
                cookie = answer != null && answer.moreResultsToReturn() ? answer.getCookie() : null;
            } while (cookie != null);
            return null;
        }, () -> !begun.get());
    }

    List<SearchResultEntry> all(String base, Filter filter, String... attributes) throws DirectoryException {
        List<SearchResultEntry> found = new ArrayList<>();
        all(base, filter, found::add, attributes);
        return found;
    }

    private SearchRequest request(String base, SearchScope scope, Filter filter, String... attributes) {
        return new SearchRequest(base, scope, DereferencePolicy.NEVER, 0, (int) Math.max(1, settings.responseTimeout().toSeconds()), false, filter,
                attributes);
    }

    private SearchResult search(LDAPConnection connection, SearchRequest request) throws LDAPException {
        SearchResult result = connection.search(request);
        // Active Directory always refers to its other domains and zones; those are none of this realm.
        if (settings.preset() != Preset.ACTIVE_DIRECTORY && !result.getSearchReferences().isEmpty()) {
            SearchResultReference elsewhere = result.getSearchReferences().get(0);
            throw new LDAPException(ResultCode.REFERRAL, "a part of the tree is elsewhere", request.getBaseDN(), elsewhere.getReferralURLs());
        }
        return result;
    }
}
