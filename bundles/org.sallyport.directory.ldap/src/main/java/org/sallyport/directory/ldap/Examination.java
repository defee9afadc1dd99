package org.sallyport.directory.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RootDSE;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.net.URI;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.Finding;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId.Kind;

/** Tries what sign-in relies on, and says what it found: the servers one by one, then what is in the directory. */
final class Examination {

    private static final Duration SOON = Duration.ofDays(30);
    private static final int MANY = 1_000;

    private final LdapSettings settings;
    private final Servers servers;
    private final Entries entries;
    private final Searches searches;
    private final Clock clock;
    private final List<Finding> findings = new ArrayList<>();

    Examination(LdapSettings settings, Servers servers, Entries entries, Searches searches, Clock clock) {
        this.settings = settings;
        this.servers = servers;
        this.entries = entries;
        this.searches = searches;
        this.clock = clock;
    }

    List<Finding> run() {
        boolean works = false;
        for (URI server : settings.servers()) {
            works |= tryServer(server);
        }
        if (works) {
            try {
                tryEntries();
            } catch (DirectoryException e) {
                findings.add(Finding.bad(e.getMessage()));
            }
        }
        return List.copyOf(findings);
    }

    private boolean tryServer(URI server) {
        try (LDAPConnection connection = servers.connect(server, false)) {
            SSLSession session = connection.getSSLSession();
            if (session == null) {
                findings.add(Finding.doubtful(server + ": reached without encryption; passwords can be read on the way (starttls = off)"));
            } else {
                findings.add(encrypted(server, session));
            }
        } catch (LDAPException e) {
            findings.add(Finding.bad(server + ": " + Trouble.why(e)));
            return false;
        }
        if (settings.anonymous()) {
            findings.add(Finding.doubtful(server + ": searched without an account (anonymous = true); many servers then show only a part"));
            return true;
        }
        try (LDAPConnection connection = servers.connect(server, true)) {
            findings.add(Finding.good(server + ": the service account " + settings.bindDn() + " is accepted"));
            return connection.isConnected();
        } catch (LDAPException e) {
            findings.add(Finding.bad(server + ": " + Trouble.why(e)));
            return false;
        }
    }

    private Finding encrypted(URI server, SSLSession session) {
        String reached = server + ": reached, " + session.getProtocol();
        try {
            Certificate[] chain = session.getPeerCertificates();
            if (chain.length > 0 && chain[0] instanceof X509Certificate certificate) {
                Instant end = certificate.getNotAfter().toInstant();
                String text = reached + ", certificate of " + Trouble.firstLine(certificate.getSubjectX500Principal().getName()) + ", signed by "
                        + Trouble.firstLine(certificate.getIssuerX500Principal().getName()) + ", in force until " + end.atZone(ZoneOffset.UTC).toLocalDate();
                return end.isBefore(clock.instant().plus(SOON)) ? Finding.doubtful(text + ": it must be renewed soon") : Finding.good(text);
            }
        } catch (SSLPeerUnverifiedException e) {
            return Finding.bad(reached + ", but without a certificate");
        }
        return Finding.good(reached);
    }

    private void tryEntries() throws DirectoryException {
        boolean pages = servers.ask(connection -> {
            RootDSE root = connection.getRootDSE();
            return root == null || root.supportsControl(SimplePagedResultsControl.PAGED_RESULTS_OID);
        });
        if (!pages) {
            findings.add(Finding.doubtful("The server knows no paged search: long lists may be cut short"));
        }
        for (String base : settings.usersBase().equals(settings.groupsBase()) ? List.of(settings.usersBase())
                : List.of(settings.usersBase(), settings.groupsBase())) {
            boolean there = searches.read(base, Filter.createPresenceFilter("objectClass"), "1.1").isPresent();
            findings.add(there ? Finding.good("The entry " + base + " is there")
                    : Finding.bad("The entry " + base + " is not there, or the service account may not see it"));
            if (!there) {
                return;
            }
        }
        tryKind(Kind.USER, "users", "user.class, user.filter and name.attribute");
        tryKind(Kind.GROUP, "groups", "group.class, group.filter and group.name.attribute");
        tryMembership();
    }

    private void tryKind(Kind kind, String called, String see) throws DirectoryException {
        Searches.Found found = searches.some(entries.base(kind), entries.all(kind), MANY, entries.attributes(kind));
        int number = found.entries().size();
        if (number == 0) {
            findings.add(Finding.doubtful("No " + called + " are found under " + entries.base(kind) + ": see " + see));
            return;
        }
        Principal sample = entries.principal(kind, found.entries().get(0));
        String text = (found.complete() ? "" : "At least ") + number + " " + called + " are found under " + entries.base(kind) + "; one is '"
                + sample.name() + "', " + settings.idAttribute() + " " + sample.id().id();
        findings.add(Finding.good(text));
        if (!found.complete() && number < MANY) {
            findings.add(Finding.doubtful("The server returns at most " + number + " entries a search: raise its size limit for the service account,"
                    + " or long lists are cut short"));
        }
    }

    private void tryMembership() throws DirectoryException {
        switch (settings.membership()) {
            case WALK -> findings.add(Finding.good("Groups in groups are followed by " + String.join(", ", settings.memberAttributes())));
            case MEMBER_OF -> {
                Filter filter = Entries.both(entries.all(Kind.USER), Filter.createPresenceFilter(GroupsAbove.MEMBER_OF));
                findings.add(searches.some(settings.usersBase(), filter, 1, "1.1").entries().isEmpty()
                        ? Finding.doubtful("No user has a memberOf that the service account may read: if there are members, set membership = walk")
                        : Finding.good("Groups in groups are followed by memberOf"));
            }
            case CHAIN -> {
                boolean known = servers.ask(connection -> {
                    RootDSE root = connection.getRootDSE();
                    String[] capabilities = root == null ? null : root.getAttributeValues("supportedCapabilities");
                    return capabilities != null && List.of(capabilities).contains("1.2.840.113556.1.4.800");
                });
                findings.add(known ? Finding.good("The server follows groups in groups itself")
                        : Finding.doubtful("The server does not say that it is an Active Directory: if members are missing, set membership = walk"));
            }
        }
    }
}
