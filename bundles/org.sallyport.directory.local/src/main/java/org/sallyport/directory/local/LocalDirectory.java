package org.sallyport.directory.local;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.sallyport.api.directory.Directory;
import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.EditableDirectory;
import org.sallyport.api.directory.ExaminableDirectory;
import org.sallyport.api.directory.Finding;
import org.sallyport.api.directory.InvalidEntryException;
import org.sallyport.api.directory.InvalidEntryException.Rule;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.directory.Verdict;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ConflictException;
import org.sallyport.api.store.LocalAccount;
import org.sallyport.api.store.LocalEntry;
import org.sallyport.api.store.LocalGroup;
import org.sallyport.api.store.Setting;
import org.sallyport.api.store.Settings;
import org.sallyport.api.store.Store;
import org.sallyport.api.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Users and groups that Sallyport keeps itself, in its store. */
@Component(name = "org.sallyport.directory.local", service = {Directory.class, EditableDirectory.class, ExaminableDirectory.class},
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = LocalDirectoryConfiguration.class, factory = true)
public final class LocalDirectory implements EditableDirectory, ExaminableDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(LocalDirectory.class);

    /** The store's own mark, by which one database is told from another. */
    private static final String STORE_ID = "mark.store-id";

    private final String realm;
    private final RealmStore store;
    private final PasswordHasher hasher;
    private final PasswordRules rules = new PasswordRules();
    private final Entries entries;
    private final Authentication authentication;
    private final Examination examination;

    /** @throws IllegalArgumentException names the key of the configuration that is wrong */
    @Activate
    public LocalDirectory(@Reference(name = "store") Store store, LocalDirectoryConfiguration configuration) {
        this(realm(configuration), store, HashSettings.of(configuration), Clock.systemUTC(), new SecureRandom());
    }

    /** A directory without a container. */
    public LocalDirectory(String realm, Store store, HashSettings hashing, Clock clock, SecureRandom random) {
        this.realm = realm;
        this.store = new RealmStore(realm, store);
        this.hasher = new PasswordHasher(realm, hashing, random);
        this.entries = new Entries(this.store, clock);
        this.authentication = new Authentication(this.store, entries, hasher);
        this.examination = new Examination(this.store, authentication, hashing, System::nanoTime);
    }

    private static String realm(LocalDirectoryConfiguration configuration) {
        try {
            return PrincipalId.user(configuration.sallyport_realm(), "anybody").realm();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("sallyport.realm: 1 to 64 characters of a-z, 0-9, '-', '_' and '.'", e);
        }
    }

    @Override
    public String describe() {
        return "Accounts that Sallyport keeps itself";
    }

    @Override
    public List<Finding> examine() {
        return examination.run();
    }

    @Override
    public String fingerprint() throws DirectoryException {
        Optional<String> mark = store.ask(() -> store.store().settings().find(STORE_ID).map(Setting::value));
        if (mark.isPresent()) {
            return mark.get();
        }
        return store.ask(() -> {
            try {
                store.store().commit(List.of(new Change.SaveSetting(new Setting(STORE_ID, UUID.randomUUID().toString(), 0))));
            } catch (ConflictException e) {
                LOG.debug("Realm {}: another node has marked the store first", realm);
            }
            return store.store().settings().find(STORE_ID).map(Setting::value)
                    .orElseThrow(() -> new StoreException("the store forgets its mark " + STORE_ID));
        });
    }

    @Override
    public Verdict authenticate(String login, char[] password) throws DirectoryException {
        return authentication.check(login, password);
    }

    @Override
    public Optional<Principal> named(String login) throws DirectoryException {
        return store.ask(() -> store.accounts().accountByName(Names.key(login))).map(this::principal);
    }

    @Override
    public Optional<Principal> find(PrincipalId id) throws DirectoryException {
        if (!ours(id)) {
            return Optional.empty();
        }
        return store.ask(() -> id.isUser()
                ? store.accounts().account(id.id()).map(this::principal)
                : store.accounts().group(id.id()).map(this::principal));
    }

    @Override
    public Set<PrincipalId> memberships(PrincipalId user, Set<PrincipalId> ofInterest) throws DirectoryException {
        Set<String> groups = ofInterest.stream().filter(this::ours).filter(id -> !id.isUser()).map(PrincipalId::id)
                .collect(Collectors.toSet());
        if (groups.isEmpty() || !ours(user) || !user.isUser()) {
            return Set.of();
        }
        return store.ask(() -> store.accounts().groupsOf(user.id(), groups)).stream().map(id -> PrincipalId.group(realm, id))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Page<Principal> members(PrincipalId group, Optional<String> cursor, int limit) throws DirectoryException {
        return oursAndGroup(group) ? store.ask(() -> store.accounts().people(group.id(), cursor, limit)).map(this::principal) : Page.empty();
    }

    @Override
    public Count people(PrincipalId group) throws DirectoryException {
        return Count.exactly(oursAndGroup(group) ? store.ask(() -> store.accounts().countPeople(group.id())) : 0);
    }

    @Override
    public Page<Principal> search(String text, Set<Kind> kinds, Optional<String> cursor, int limit) throws DirectoryException {
        return store.ask(() -> store.accounts().search(text, kinds, cursor, limit)).map(this::principal);
    }

    @Override
    public int shortestPassword() {
        try {
            return shortest();
        } catch (DirectoryException e) {
            LOG.warn("The shortest password cannot be looked up, {} is shown: {}", PasswordRules.DEFAULT_SHORTEST, e.getMessage());
            return PasswordRules.DEFAULT_SHORTEST;
        }
    }

    private int shortest() throws DirectoryException {
        Optional<String> setting = store.ask(() -> store.store().settings().find(Settings.SHORTEST_PASSWORD).map(Setting::value));
        try {
            int asked = setting.map(Integer::parseInt).orElse(PasswordRules.DEFAULT_SHORTEST);
            return Math.max(PasswordRules.LEAST_SHORTEST, Math.min(PasswordRules.MOST_SHORTEST, asked));
        } catch (NumberFormatException e) {
            LOG.warn("Setting {} is not a number; {} holds", Settings.SHORTEST_PASSWORD, PasswordRules.DEFAULT_SHORTEST);
            return PasswordRules.DEFAULT_SHORTEST;
        }
    }

    @Override
    public Principal createUser(String login, String displayName, char[] password) throws DirectoryException, InvalidEntryException {
        String name = Names.login(login);
        String display = Names.display(displayName);
        entries.requireFree(name);
        rules.check(password, name, shortest());
        return principal(entries.createUser(name, display, hasher.hash(password)));
    }

    @Override
    public Principal createGroup(String name, String displayName) throws DirectoryException, InvalidEntryException {
        return principal(entries.createGroup(Names.group(name), Names.display(displayName)));
    }

    @Override
    public Principal rename(PrincipalId id, String name, String displayName) throws DirectoryException, InvalidEntryException {
        requireOurs(id.isUser() ? "login" : "name", id);
        return id.isUser()
                ? principal(entries.renameUser(id.id(), Names.login(name), Names.display(displayName)))
                : principal(entries.renameGroup(id.id(), Names.group(name), Names.display(displayName)));
    }

    @Override
    public Principal setDisabled(PrincipalId user, boolean disabled) throws DirectoryException, InvalidEntryException {
        requireUser(user);
        return principal(entries.setDisabled(user.id(), disabled));
    }

    @Override
    public void setPassword(PrincipalId user, char[] password) throws DirectoryException, InvalidEntryException {
        requireUser(user);
        rules.check(password, entries.login(user.id()), shortest());
        entries.setPassword(user.id(), hasher.hash(password));
    }

    @Override
    public void delete(PrincipalId id) throws DirectoryException, InvalidEntryException {
        requireOurs(id.isUser() ? "login" : "name", id);
        entries.delete(id.kind(), id.id());
    }

    @Override
    public void addMember(PrincipalId group, PrincipalId member) throws DirectoryException, InvalidEntryException {
        requireGroup(group);
        requireOurs("member", member);
        entries.addMember(group.id(), member.kind(), member.id());
    }

    @Override
    public void removeMember(PrincipalId group, PrincipalId member) throws DirectoryException, InvalidEntryException {
        requireGroup(group);
        requireOurs("member", member);
        entries.removeMember(group.id(), member.kind(), member.id());
    }

    @Override
    public Page<Principal> directMembers(PrincipalId group, Optional<String> cursor, int limit) throws DirectoryException {
        return oursAndGroup(group) ? store.ask(() -> store.accounts().directMembers(group.id(), cursor, limit)).map(this::principal) : Page.empty();
    }

    @Override
    public Page<Principal> directGroups(PrincipalId member, Optional<String> cursor, int limit) throws DirectoryException {
        return ours(member)
                ? store.ask(() -> store.accounts().directGroups(member.kind(), member.id(), cursor, limit)).map(this::principal)
                : Page.empty();
    }

    private boolean ours(PrincipalId id) {
        return id.realm().equals(realm);
    }

    private boolean oursAndGroup(PrincipalId id) {
        return ours(id) && !id.isUser();
    }

    private void requireOurs(String field, PrincipalId id) throws InvalidEntryException {
        if (!ours(id)) {
            throw Entries.unknown(field, id.kind());
        }
    }

    private void requireUser(PrincipalId id) throws InvalidEntryException {
        if (!id.isUser()) {
            throw new InvalidEntryException("login", Rule.WRONG_KIND, "A group has no password and is not disabled.");
        }
        requireOurs("login", id);
    }

    private void requireGroup(PrincipalId id) throws InvalidEntryException {
        if (id.isUser()) {
            throw new InvalidEntryException("group", Rule.WRONG_KIND, "Only a group has members.");
        }
        requireOurs("group", id);
    }

    private Principal principal(LocalAccount account) {
        return new Principal(PrincipalId.user(realm, account.id()), account.name(), account.displayName(), account.disabled());
    }

    private Principal principal(LocalGroup group) {
        return new Principal(PrincipalId.group(realm, group.id()), group.name(), group.displayName(), false);
    }

    private Principal principal(LocalEntry entry) {
        return new Principal(new PrincipalId(realm, entry.kind(), entry.id()), entry.name(), entry.displayName(), entry.disabled());
    }

    @Override
    public String toString() {
        return "LocalDirectory[" + realm + "]";
    }
}
