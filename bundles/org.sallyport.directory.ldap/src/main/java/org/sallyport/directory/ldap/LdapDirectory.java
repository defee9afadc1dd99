package org.sallyport.directory.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.sallyport.api.directory.Directory;
import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.ExaminableDirectory;
import org.sallyport.api.directory.Finding;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.directory.Verdict;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;

/**
 * Users and groups of an LDAP directory: OpenLDAP, Active Directory and their like. It stands before any server is reached:
 * one that is down is an exception of each call, and gone with the trouble.
 */
@Component(name = "org.sallyport.directory.ldap", service = {Directory.class, ExaminableDirectory.class},
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = LdapDirectoryConfiguration.class, factory = true)
public final class LdapDirectory implements ExaminableDirectory, AutoCloseable {

    private final LdapSettings settings;
    private final Clock clock;
    private final Servers servers;
    private final Searches searches;
    private final Entries entries;
    private final Logins logins;
    private final Passwords passwords;
    private final GroupsAbove above;
    private final GroupsBelow below;
    private final Registers registers;
    private final People people;

    /** @throws IllegalArgumentException names the key of the configuration that is wrong */
    @Activate
    public LdapDirectory(Map<String, Object> configuration) {
        this(settings(configuration), Clock.systemUTC());
    }

    /** A directory without a container; close it in the end. */
    public LdapDirectory(LdapSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.entries = new Entries(settings);
        this.servers = new Servers(settings, clock);
        this.searches = new Searches(servers, settings);
        this.logins = new Logins(settings, entries, searches);
        this.passwords = new Passwords(settings, servers, entries, logins);
        this.above = new GroupsAbove(settings, entries, searches);
        this.below = new GroupsBelow(settings, entries, searches);
        this.registers = new Registers(settings, entries, searches, clock);
        this.people = new People(settings, entries, searches, registers);
    }

    private static LdapSettings settings(Map<String, Object> configuration) {
        Map<String, String> values = new TreeMap<>();
        configuration.forEach((key, value) -> values.put(key, String.valueOf(value)));
        return LdapSettings.of(values);
    }

    @Deactivate
    @Override
    public void close() {
        registers.close();
        servers.close();
    }

    @Override
    public String describe() {
        String where = settings.servers().stream().map(URI::toString).collect(Collectors.joining(", "));
        String troubles = servers.troubles().stream().map(Trouble::toString).collect(Collectors.joining("; "));
        return settings.preset().title() + " at " + where + (troubles.isEmpty() ? "" : " (" + troubles + ")");
    }

    @Override
    public List<Finding> examine() {
        return new Examination(settings, servers, entries, searches, clock).run();
    }

    @Override
    public String fingerprint() throws DirectoryException {
        String fingerprint = new Fingerprint(settings, servers, searches).read();
        // Whoever asks begins to use the directory: what takes long in a large one is then begun, too.
        registers.prepareForMany(Kind.USER, People.FEW);
        return fingerprint;
    }

    @Override
    public Verdict authenticate(String login, char[] password) throws DirectoryException {
        return passwords.check(login, password);
    }

    @Override
    public Optional<Principal> named(String login) throws DirectoryException {
        List<SearchResultEntry> found = logins.find(login);
        return found.size() == 1 ? Optional.of(entries.principal(Kind.USER, found.get(0))) : Optional.empty();
    }

    @Override
    public Optional<Principal> find(PrincipalId id) throws DirectoryException {
        Optional<SearchResultEntry> entry = entry(id, entries.attributes(id.kind()));
        return entry.isPresent() ? Optional.of(entries.principal(id.kind(), entry.get())) : Optional.empty();
    }

    @Override
    public Set<PrincipalId> memberships(PrincipalId user, Set<PrincipalId> ofInterest) throws DirectoryException {
        Set<PrincipalId> groups = ofInterest.stream().filter(id -> entries.ours(id, Kind.GROUP)).collect(Collectors.toSet());
        if (groups.isEmpty() || !user.isUser()) {
            return Set.of();
        }
        Optional<SearchResultEntry> entry = entry(user, above.attributes());
        return entry.isPresent() ? Set.copyOf(above.of(entry.get(), groups)) : Set.of();
    }

    @Override
    public Page<Principal> members(PrincipalId group, Optional<String> cursor, int limit) throws DirectoryException {
        Optional<Crowd> crowd = crowd(group);
        return crowd.isPresent() ? people.page(crowd.get(), cursor, limit) : Page.empty();
    }

    @Override
    public Count people(PrincipalId group) throws DirectoryException {
        Optional<Crowd> crowd = crowd(group);
        return crowd.isPresent() ? people.count(crowd.get()) : Count.exactly(0);
    }

    private Optional<Crowd> crowd(PrincipalId group) throws DirectoryException {
        if (group.isUser()) {
            return Optional.empty();
        }
        Optional<SearchResultEntry> entry = entry(group, below.attributes());
        return entry.isPresent() ? Optional.of(below.people(entry.get(), People.FEW)) : Optional.empty();
    }

    @Override
    public Page<Principal> search(String text, Set<Kind> kinds, Optional<String> cursor, int limit) throws DirectoryException {
        return people.search(text, kinds, cursor, limit);
    }

    private Optional<SearchResultEntry> entry(PrincipalId id, String[] attributes) throws DirectoryException {
        Optional<Filter> same = entries.ours(id, id.kind()) ? entries.withId(id.id()) : Optional.empty();
        if (same.isEmpty()) {
            return Optional.empty();
        }
        Kind kind = id.kind();
        List<SearchResultEntry> found = searches.some(entries.base(kind), Entries.both(entries.all(kind), same.get()), 2, attributes).entries();
        if (found.size() > 1) {
            throw new DirectoryException("several entries have the same " + settings.idAttribute() + ", among them " + found.get(0).getDN());
        }
        return found.stream().findFirst();
    }

    @Override
    public String toString() {
        return "LdapDirectory[" + settings.realm() + "]";
    }
}
