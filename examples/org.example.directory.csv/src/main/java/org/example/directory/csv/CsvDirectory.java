package org.example.directory.csv;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.sallyport.api.directory.Directory;
import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.directory.Verdict;
import org.sallyport.api.directory.Verdict.Outcome;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;

/**
 * Users and groups of a text file, one a line: {@code user;alice;Alice Archer;$2y$12$…;Staff,Managers} or
 * {@code group;Managers;Team leads;;Staff}. The fourth field is the password as {@code htpasswd -nBC 12 ''} writes it, with a
 * {@code !} before it where the user is barred; the last names the groups it is in. The file is read at every question: a
 * change counts at once, and a file that cannot be read is a directory that cannot answer.
 */
@Component(name = "org.example.directory.csv", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = CsvDirectory.Configuration.class, factory = true)
public final class CsvDirectory implements Directory {

    /** The keys of {@code conf/org.example.directory.csv-NAME.cfg}. The realm becomes the property that selects this service. */
    @ObjectClassDefinition(name = "CSV directory")
    public @interface Configuration {
        String sallyport_realm();

        String file();
    }

    private record Row(Principal principal, String password, List<PrincipalId> groups) { }

    private static final Pattern LINE = Pattern.compile("(user|group);([^;\"]+);([^;\"]+);(!?)(\\$2[aby]\\$\\d\\d\\$[./\\w]{53}|);([^;\"]*)");

    private final String realm;
    private final Path file;

    @Activate
    public CsvDirectory(Configuration configuration) {
        this.realm = PrincipalId.user(configuration.sallyport_realm(), "anybody").realm();
        this.file = Path.of(configuration.file()).toAbsolutePath();
    }

    private Map<PrincipalId, Row> rows() throws DirectoryException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#")).map(this::row)
                    .collect(Collectors.toMap(row -> row.principal().id(), row -> row, CsvDirectory::refuse));
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw new DirectoryException("the file of realm '" + realm + "', " + file + ", cannot be used: " + e.getMessage(), e);
        }
    }

    private static Row refuse(Row one, Row other) {
        throw new IllegalArgumentException("two lines are called '" + one.principal().name() + "'");
    }

    private Row row(String line) {
        Matcher fields = LINE.matcher(line);
        if (!fields.matches() || fields.group(1).equals("user") == fields.group(5).isEmpty()) {
            throw new IllegalArgumentException("a line is not user;name;display name;password;groups or group;name;display name;;groups");
        }
        PrincipalId id = new PrincipalId(realm, Kind.valueOf(fields.group(1).toUpperCase(Locale.ROOT)), fields.group(2));
        List<PrincipalId> groups = Stream.of(fields.group(6).split(",")).filter(name -> !name.isEmpty())
                .map(name -> PrincipalId.group(realm, name)).toList();
        return new Row(new Principal(id, fields.group(2), fields.group(3), !fields.group(4).isEmpty()), fields.group(5), groups);
    }

    @Override
    public String fingerprint() {
        return "csv-" + UUID.nameUUIDFromBytes(file.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Verdict authenticate(String login, char[] password) throws DirectoryException {
        Map<PrincipalId, Row> rows = rows();
        Optional<Row> asked = users(rows).filter(row -> row.principal().name().equals(login)).findFirst();
        // Somebody else's hash takes as long: an unknown name must not be told from a wrong password by a watch.
        Optional<Row> tried = asked.or(() -> users(rows).findFirst());
        // bcrypt reads no more than 72 bytes: beyond them every password would be the same.
        int bytes = new String(password).getBytes(StandardCharsets.UTF_8).length;
        boolean right = bytes > 0 && bytes < 72 && tried.isPresent() && BCrypt.verifyer().verify(password, tried.get().password()).verified;
        if (!right || asked.isEmpty()) {
            return Verdict.rejected();
        }
        boolean barred = asked.get().principal().disabled();
        return barred ? Verdict.barred(Outcome.DISABLED, asked.get().principal()) : Verdict.accepted(asked.get().principal());
    }

    private static Stream<Row> users(Map<PrincipalId, Row> rows) {
        return rows.values().stream().filter(row -> row.principal().id().isUser());
    }

    @Override
    public Optional<Principal> named(String login) throws DirectoryException {
        return users(rows()).map(Row::principal).filter(user -> user.name().equals(login)).findFirst();
    }

    @Override
    public Optional<Principal> find(PrincipalId id) throws DirectoryException {
        return Optional.ofNullable(rows().get(id)).map(Row::principal);
    }

    @Override
    public Set<PrincipalId> memberships(PrincipalId user, Set<PrincipalId> ofInterest) throws DirectoryException {
        return around(user, rows(), new HashSet<>()).stream().filter(ofInterest::contains).collect(Collectors.toSet());
    }

    /** The groups around somebody, at any depth; those that were met already are left out, so that circles end. */
    private static Set<PrincipalId> around(PrincipalId member, Map<PrincipalId, Row> rows, Set<PrincipalId> met) {
        Stream.ofNullable(rows.get(member)).flatMap(row -> row.groups().stream()).filter(met::add).forEach(group -> around(group, rows, met));
        return met;
    }

    @Override
    public Page<Principal> members(PrincipalId group, Optional<String> cursor, int limit) throws DirectoryException {
        Map<PrincipalId, Row> rows = rows();
        return page(users(rows).map(Row::principal).filter(one -> around(one.id(), rows, new HashSet<>()).contains(group)), cursor, limit);
    }

    @Override
    public Count people(PrincipalId group) throws DirectoryException {
        return members(group, Optional.empty(), 1).total();
    }

    @Override
    public Page<Principal> search(String text, Set<Kind> kinds, Optional<String> cursor, int limit) throws DirectoryException {
        Pattern word = Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(text), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        return page(rows().values().stream().map(Row::principal).filter(one -> kinds.contains(one.id().kind()))
                .filter(one -> word.matcher(one.name() + "\n" + one.displayName()).find()), cursor, limit);
    }

    /** The cursor is where the page before ended, so that a line more or less between two pages skips nobody. */
    private static Page<Principal> page(Stream<Principal> all, Optional<String> cursor, int limit) {
        List<Principal> sorted = all.sorted(Comparator.comparing(CsvDirectory::place)).toList();
        List<Principal> rest = sorted.stream().filter(one -> place(one).compareTo(cursor.orElse("")) > 0).toList();
        Optional<String> next = rest.size() > limit ? Optional.of(place(rest.get(limit - 1))) : Optional.empty();
        return new Page<>(rest.subList(0, Math.min(limit, rest.size())), next, Count.exactly(sorted.size()));
    }

    private static String place(Principal one) {
        return one.name() + "\n" + one.id();
    }
}
