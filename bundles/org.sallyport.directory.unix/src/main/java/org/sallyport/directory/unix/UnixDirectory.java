package org.sallyport.directory.unix;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This host's own accounts: passwords are checked through PAM, users and groups come from wherever the name service switch finds
 * them, files or SSSD.
 *
 * <p>The stable id is the uid or gid number. A renamed account keeps what is known of it. A number that is given to somebody else
 * carries over what was known of its former owner, as it does for that person's files: the new owner then stands before the old
 * one's second factor and is let in by nobody's mistake, only after a reset.
 */
@Component(name = "org.sallyport.directory.unix", service = {Directory.class, ExaminableDirectory.class},
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = UnixDirectoryConfiguration.class, factory = true)
public final class UnixDirectory implements ExaminableDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(UnixDirectory.class);

    /** Names are asked more often than passwords, and answered sooner. */
    private static final int NAMES_AT_ONCE = 16;

    private final String realm;
    private final String service;
    private final People people;
    private final Host host;
    private final NameService names;
    private final Desk nameDesk;
    private final Desk passwordDesk;
    private final Census census;
    private final SignIn signIn;
    private final Examination examination;

    /** @throws IllegalArgumentException names the key of the configuration that is wrong */
    @Activate
    public UnixDirectory(UnixDirectoryConfiguration configuration) {
        this(UnixSettings.of(configuration), Clock.systemUTC());
        for (Finding finding : examination.ofTheHost()) {
            if (finding.level() != Finding.Level.GOOD) {
                LOG.warn("Realm {}: {}", realm, finding.text());
            }
        }
    }

    UnixDirectory(UnixSettings settings, Clock clock) {
        this(settings, Host.real(Path.of("/"), settings.service()), clock);
    }

    /** A directory without a container. */
    UnixDirectory(UnixSettings settings, Host host, Clock clock) {
        this.realm = settings.people().realm();
        this.service = settings.service();
        this.people = settings.people();
        this.host = host;
        this.nameDesk = new Desk("NSS", NAMES_AT_ONCE, settings.patience(), settings.timeout());
        this.passwordDesk = new Desk("PAM", settings.concurrency(), settings.patience(), settings.timeout());
        this.names = new BoundedNames(host.names(), nameDesk);
        this.census = new Census(names, people, clock);
        this.signIn = new SignIn(people, names, host, passwordDesk, new Pace(settings.refusal()));
        this.examination = new Examination(host, names, census, signIn, service);
    }

    @Deactivate
    void close() {
        nameDesk.close();
        passwordDesk.close();
    }

    @Override
    public String fingerprint() throws DirectoryException {
        return telling(host.machine()::fingerprint);
    }

    @Override
    public Verdict authenticate(String login, char[] password) throws DirectoryException {
        return telling(() -> signIn.check(login, password));
    }

    @Override
    public Optional<Principal> named(String login) throws DirectoryException {
        return telling(() -> signIn.account(login)).map(people::principal);
    }

    @Override
    public Optional<Principal> find(PrincipalId id) throws DirectoryException {
        Optional<Long> number = people.number(id);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        return telling(() -> id.isUser()
                ? person(number.get()).map(people::principal)
                : names.group(number.get()).map(people::principal));
    }

    @Override
    public Set<PrincipalId> memberships(PrincipalId user, Set<PrincipalId> ofInterest) throws DirectoryException {
        Map<Long, PrincipalId> wanted = new LinkedHashMap<>();
        ofInterest.stream().filter(id -> !id.isUser()).forEach(id -> people.number(id).ifPresent(gid -> wanted.put(gid, id)));
        Optional<Long> uid = user.isUser() ? people.number(user) : Optional.empty();
        if (wanted.isEmpty() || uid.isEmpty()) {
            return Set.of();
        }
        return telling(() -> {
            Optional<Account> account = person(uid.get());
            if (account.isPresent()) {
                wanted.keySet().retainAll(names.groupsOf(account.get()));
            }
            return account.isPresent() ? Set.copyOf(wanted.values()) : Set.<PrincipalId>of();
        });
    }

    @Override
    public Page<Principal> members(PrincipalId group, Optional<String> cursor, int limit) throws DirectoryException {
        return telling(() -> Pages.page(peopleOf(group).stream().map(people::principal), whole(), cursor, limit));
    }

    @Override
    public Count people(PrincipalId group) throws DirectoryException {
        return telling(() -> {
            List<Account> found = peopleOf(group);
            return Pages.count(found.size(), whole() || people.number(group).isEmpty());
        });
    }

    @Override
    public Page<Principal> search(String text, Set<Kind> kinds, Optional<String> cursor, int limit) throws DirectoryException {
        Words words = new Words(text);
        return telling(() -> {
            Census.Count count = census.now();
            Stream<Principal> all = Stream.concat(
                    kinds.contains(Kind.USER) ? count.people().values().stream().map(people::principal) : Stream.empty(),
                    kinds.contains(Kind.GROUP) ? count.groups().stream().map(people::principal) : Stream.empty());
            return Pages.page(all.filter(words::find), whole(), cursor, limit);
        });
    }

    @Override
    public String describe() {
        try {
            return "accounts of host " + host.machine().name() + " through PAM service '" + service + "'";
        } catch (DirectoryException e) {
            return "accounts of this host through PAM service '" + service + "'";
        }
    }

    @Override
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>(examination.ofTheHost());
        findings.addAll(examination.ofTheAccounts());
        return findings;
    }

    private Optional<Account> person(long uid) throws DirectoryException {
        return names.account(uid).filter(people::person);
    }

    /** Who can sign in and belongs to the group, by its list of members or because it is the primary one. */
    private List<Account> peopleOf(PrincipalId group) throws DirectoryException {
        Optional<Long> gid = group.isUser() ? Optional.empty() : people.number(group);
        Optional<HostGroup> found = gid.isPresent() ? names.group(gid.get()) : Optional.empty();
        if (found.isEmpty()) {
            return List.of();
        }
        Map<String, Account> listed = census.now().people();
        Map<Long, Account> members = new LinkedHashMap<>();
        listed.values().stream().filter(one -> one.gid() == gid.get()).forEach(one -> members.put(one.uid(), one));
        for (String name : found.get().members()) {
            Optional<Account> member = listed.containsKey(name) ? Optional.of(listed.get(name)) : unlisted(name);
            member.ifPresent(one -> members.put(one.uid(), one));
        }
        return List.copyOf(members.values());
    }

    /** A member whom the host knows and does not list; where it lists everybody there is none. */
    private Optional<Account> unlisted(String name) throws DirectoryException {
        return whole() || !People.presentable(name) ? Optional.empty()
                : names.account(name).filter(one -> people.person(one) && !people.disabled(one));
    }

    /** Whether the host lists everybody it knows. */
    private boolean whole() throws DirectoryException {
        return host.sources().complete("passwd") && host.sources().complete("group");
    }

    /** Says which realm is in trouble. */
    private <T> T telling(Desk.Question<T> question) throws DirectoryException {
        try {
            return question.ask();
        } catch (DirectoryException e) {
            throw new DirectoryException("realm " + realm + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "UnixDirectory[" + realm + "]";
    }
}
