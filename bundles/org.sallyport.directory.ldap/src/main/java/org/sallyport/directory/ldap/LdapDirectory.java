package org.sallyport.directory.ldap;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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

    /** @throws IllegalArgumentException names the key of the configuration that is wrong */
    @Activate
    public LdapDirectory(Map<String, Object> configuration) {
        this(settings(configuration), Clock.systemUTC());
    }

    /** A directory without a container; close it in the end. */
    public LdapDirectory(LdapSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    private static LdapSettings settings(Map<String, Object> configuration) {
        Map<String, String> values = new TreeMap<>();
        configuration.forEach((key, value) -> values.put(key, String.valueOf(value)));
        return LdapSettings.of(values);
    }

    @Deactivate
    @Override
    public void close() {
    }

    @Override
    public String describe() {
        return settings.preset().title() + " at " + settings.servers();
    }

    @Override
    public List<Finding> examine() {
        return List.of(Finding.bad("Nothing was tried at " + clock.instant()));
    }

    @Override
    public String fingerprint() throws DirectoryException {
        throw soon();
    }

    @Override
    public Verdict authenticate(String login, char[] password) throws DirectoryException {
        throw soon();
    }

    @Override
    public Optional<Principal> named(String login) throws DirectoryException {
        throw soon();
    }

    @Override
    public Optional<Principal> find(PrincipalId id) throws DirectoryException {
        throw soon();
    }

    @Override
    public Set<PrincipalId> memberships(PrincipalId user, Set<PrincipalId> ofInterest) throws DirectoryException {
        throw soon();
    }

    @Override
    public Page<Principal> members(PrincipalId group, Optional<String> cursor, int limit) throws DirectoryException {
        throw soon();
    }

    @Override
    public Count people(PrincipalId group) throws DirectoryException {
        throw soon();
    }

    @Override
    public Page<Principal> search(String text, Set<Kind> kinds, Optional<String> cursor, int limit) throws DirectoryException {
        throw soon();
    }

    private static DirectoryException soon() {
        return new DirectoryException("not implemented");
    }
}
