package org.sallyport.directory.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.sallyport.api.directory.PrincipalId;

/** Where a directory is, and how its entries are to be read: what the configuration says, and the preset where it says nothing. */
public final class LdapSettings {

    public static final String REALM = "sallyport.realm";
    public static final String PRESET = "preset";
    public static final String SERVERS = "servers";
    public static final String STARTTLS = "starttls";
    public static final String CA_FILE = "ca.file";
    public static final String BIND_DN = "bind.dn";
    public static final String BIND_PASSWORD_FILE = "bind.password.file";
    public static final String BIND_PASSWORD_ENV = "bind.password.env";
    public static final String ANONYMOUS = "anonymous";
    public static final String BASE_DN = "base.dn";
    public static final String USERS_BASE = "users.base";
    public static final String USER_CLASS = "user.class";
    public static final String USER_FILTER = "user.filter";
    public static final String DISABLED_FILTER = "disabled.filter";
    public static final String LOGIN_ATTRIBUTES = "login.attributes";
    public static final String DOMAIN = "domain";
    public static final String UPN_SUFFIXES = "upn.suffixes";
    public static final String NAME_ATTRIBUTE = "name.attribute";
    public static final String DISPLAY_ATTRIBUTES = "display.attributes";
    public static final String ID_ATTRIBUTE = "id.attribute";
    public static final String GROUPS_BASE = "groups.base";
    public static final String GROUP_CLASS = "group.class";
    public static final String GROUP_FILTER = "group.filter";
    public static final String GROUP_NAME_ATTRIBUTE = "group.name.attribute";
    public static final String MEMBER_ATTRIBUTES = "member.attributes";
    public static final String MEMBERSHIP = "membership";
    public static final String PRIMARY_GROUP = "primary.group";
    public static final String CONNECT_TIMEOUT = "connect.timeout";
    public static final String RESPONSE_TIMEOUT = "response.timeout";
    public static final String POOL_SIZE = "pool.size";
    public static final String PAGE_SIZE = "page.size";

    /** How it is found out which groups somebody is in. */
    enum Membership {
        /** From group to group, by their member attributes: works everywhere. */
        WALK,
        /** From entry to entry, by their memberOf attributes, which the server keeps. */
        MEMBER_OF,
        /** The server follows groups in groups itself: LDAP_MATCHING_RULE_IN_CHAIN. */
        CHAIN
    }

    /** Whether users have a group that does not list them. */
    enum PrimaryGroup { NONE, PRIMARY_GROUP_ID, GID_NUMBER }

    private static final String ATTRIBUTE = "[A-Za-z][A-Za-z0-9-]{0,99}";

    private final Map<String, String> given;
    private final Map<String, String> values;
    private final UnaryOperator<String> environment;
    private final Preset preset;
    private final List<URI> servers;

    private LdapSettings(Map<String, String> given, UnaryOperator<String> environment) {
        this.given = given;
        this.environment = environment;
        this.preset = Preset.of(given.getOrDefault(PRESET, "openldap"));
        this.values = preset.defaults();
        values.putAll(given);
        this.servers = list(SERVERS).stream().map(LdapSettings::server).toList();
        check();
    }

    /**
     * @param values by the keys of the configuration; what is absent or blank is left to the preset
     * @throws IllegalArgumentException names the key that is wrong
     */
    public static LdapSettings of(Map<String, String> values) {
        return of(values, System::getenv);
    }

    /** The same, with another environment. */
    static LdapSettings of(Map<String, String> values, UnaryOperator<String> environment) {
        Map<String, String> given = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (value != null && !value.isBlank()) {
                given.put(key, value.strip());
            }
        });
        return new LdapSettings(given, environment);
    }

    /** The same settings but for one key; a blank value leaves it to the preset. */
    public LdapSettings with(String key, String value) {
        Map<String, String> changed = new LinkedHashMap<>(given);
        changed.put(key, value);
        return of(changed, environment);
    }

    private void check() {
        realm();
        require(!servers.isEmpty(), SERVERS, "at least one of ldap://HOST[:PORT] or ldaps://HOST[:PORT]");
        oneOf(STARTTLS, "required", "off");
        oneOf(ANONYMOUS, "true", "false");
        oneOf(MEMBERSHIP, "walk", "memberOf", "chain");
        oneOf(PRIMARY_GROUP, "none", "primaryGroupID", "gidNumber");
        require(!text(BASE_DN).isEmpty(), BASE_DN, "the DN under which everything lies");
        for (String key : List.of(BASE_DN, USERS_BASE, GROUPS_BASE, BIND_DN)) {
            // A service account of Active Directory may also be named as a UPN or DOMAIN\name.
            require(DN.isValidDN(text(key)) || key.equals(BIND_DN) && text(key).matches("[^=,]+[@\\\\][^=,]+"), key, "a DN such as dc=example,dc=org");
        }
        for (String key : List.of(USER_FILTER, DISABLED_FILTER, GROUP_FILTER)) {
            filter(key);
        }
        for (String key : List.of(LOGIN_ATTRIBUTES, NAME_ATTRIBUTE, DISPLAY_ATTRIBUTES, ID_ATTRIBUTE, GROUP_NAME_ATTRIBUTE, MEMBER_ATTRIBUTES,
                USER_CLASS, GROUP_CLASS)) {
            require(!list(key).isEmpty() && list(key).stream().allMatch(name -> name.matches(ATTRIBUTE)), key, "names such as uid or cn");
        }
        whole(CONNECT_TIMEOUT, 100, 60_000);
        whole(RESPONSE_TIMEOUT, 100, 60_000);
        whole(POOL_SIZE, 1, 64);
        whole(PAGE_SIZE, 10, 1_000);
        checkServiceAccount();
        require(text(CA_FILE).isEmpty() || Files.isReadable(Path.of(text(CA_FILE))), CA_FILE, "a PEM file that can be read");
    }

    private void checkServiceAccount() {
        boolean password = !text(BIND_PASSWORD_FILE).isEmpty() || !text(BIND_PASSWORD_ENV).isEmpty();
        if (text(BIND_DN).isEmpty()) {
            require(anonymous(), BIND_DN, "the account that searches; without one only where " + ANONYMOUS + " = true");
            require(!password, BIND_DN, "the account that the password is of");
            return;
        }
        require(!anonymous(), ANONYMOUS, "false where there is a " + BIND_DN);
        require(text(BIND_PASSWORD_FILE).isEmpty() != text(BIND_PASSWORD_ENV).isEmpty(), BIND_PASSWORD_FILE,
                "the file that holds the service account's password, or " + BIND_PASSWORD_ENV + " the environment variable; one of them");
        require(text(BIND_PASSWORD_FILE).isEmpty() || Files.isReadable(Path.of(text(BIND_PASSWORD_FILE))), BIND_PASSWORD_FILE,
                "a file that can be read");
        require(text(BIND_PASSWORD_ENV).isEmpty() || environment.apply(text(BIND_PASSWORD_ENV)) != null, BIND_PASSWORD_ENV,
                "the name of an environment variable that is set");
    }

    String realm() {
        try {
            return PrincipalId.user(text(REALM), "anybody").realm();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(REALM + ": 1 to 64 characters of a-z, 0-9, '-', '_' and '.'", e);
        }
    }

    Preset preset() {
        return preset;
    }

    /** In the order in which they are tried; each with scheme, host and port. */
    List<URI> servers() {
        return servers;
    }

    boolean startTls() {
        return text(STARTTLS).equals("required");
    }

    Optional<Path> caFile() {
        return Optional.of(text(CA_FILE)).filter(file -> !file.isEmpty()).map(Path::of);
    }

    boolean anonymous() {
        return text(ANONYMOUS).equals("true");
    }

    String bindDn() {
        return text(BIND_DN);
    }

    Optional<Path> bindPasswordFile() {
        return Optional.of(text(BIND_PASSWORD_FILE)).filter(file -> !file.isEmpty()).map(Path::of);
    }

    /** The service account's password from the environment. */
    Optional<String> bindPassword() {
        return Optional.of(text(BIND_PASSWORD_ENV)).filter(name -> !name.isEmpty()).map(environment);
    }

    String baseDn() {
        return text(BASE_DN);
    }

    String usersBase() {
        return base(USERS_BASE);
    }

    String groupsBase() {
        return base(GROUPS_BASE);
    }

    /** A preset's bases stand under the base DN; a configuration's are whole. */
    private String base(String key) {
        String base = text(key);
        return base.isEmpty() ? baseDn() : given.containsKey(key) ? base : base + "," + baseDn();
    }

    List<String> userClasses() {
        return list(USER_CLASS);
    }

    Optional<Filter> userFilter() {
        return filter(USER_FILTER);
    }

    Optional<Filter> disabledFilter() {
        return filter(DISABLED_FILTER);
    }

    List<String> loginAttributes() {
        return list(LOGIN_ATTRIBUTES);
    }

    /** The domain of {@code DOMAIN\name}; empty where nobody writes it. */
    String domain() {
        return text(DOMAIN);
    }

    /** What may follow the name and an {@code @}, in lower case. */
    List<String> upnSuffixes() {
        return list(UPN_SUFFIXES).stream().map(suffix -> suffix.toLowerCase(Locale.ROOT)).toList();
    }

    String nameAttribute() {
        return text(NAME_ATTRIBUTE);
    }

    List<String> displayAttributes() {
        return list(DISPLAY_ATTRIBUTES);
    }

    String idAttribute() {
        return text(ID_ATTRIBUTE);
    }

    List<String> groupClasses() {
        return list(GROUP_CLASS);
    }

    Optional<Filter> groupFilter() {
        return filter(GROUP_FILTER);
    }

    String groupNameAttribute() {
        return text(GROUP_NAME_ATTRIBUTE);
    }

    List<String> memberAttributes() {
        return list(MEMBER_ATTRIBUTES);
    }

    Membership membership() {
        return switch (text(MEMBERSHIP)) {
            case "chain" -> Membership.CHAIN;
            case "memberOf" -> Membership.MEMBER_OF;
            default -> Membership.WALK;
        };
    }

    PrimaryGroup primaryGroup() {
        return switch (text(PRIMARY_GROUP)) {
            case "primaryGroupID" -> PrimaryGroup.PRIMARY_GROUP_ID;
            case "gidNumber" -> PrimaryGroup.GID_NUMBER;
            default -> PrimaryGroup.NONE;
        };
    }

    Duration connectTimeout() {
        return Duration.ofMillis(whole(CONNECT_TIMEOUT, 100, 60_000));
    }

    Duration responseTimeout() {
        return Duration.ofMillis(whole(RESPONSE_TIMEOUT, 100, 60_000));
    }

    int poolSize() {
        return whole(POOL_SIZE, 1, 64);
    }

    int pageSize() {
        return whole(PAGE_SIZE, 10, 1_000);
    }

    private String text(String key) {
        return values.getOrDefault(key, "");
    }

    private List<String> list(String key) {
        return Arrays.stream(text(key).split("[,\\s]+")).filter(part -> !part.isEmpty()).toList();
    }

    private Optional<Filter> filter(String key) {
        if (text(key).isEmpty() || text(key).equals("none")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Filter.create(text(key)));
        } catch (LDAPException e) {
            throw new IllegalArgumentException(key + ": an LDAP filter such as (employeeType=staff), or none", e);
        }
    }

    private int whole(String key, int least, int most) {
        try {
            int value = Integer.parseInt(text(key));
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(key + ": a whole number of " + least + " to " + most);
    }

    private void oneOf(String key, String... allowed) {
        require(List.of(allowed).contains(text(key)), key, "one of " + String.join(", ", allowed));
    }

    private static void require(boolean condition, String key, String allowed) {
        if (!condition) {
            throw new IllegalArgumentException(key + ": " + allowed);
        }
    }

    private static URI server(String text) {
        try {
            URI uri = new URI(text);
            boolean secure = "ldaps".equalsIgnoreCase(uri.getScheme());
            boolean plain = "ldap".equalsIgnoreCase(uri.getScheme());
            boolean bare = uri.getUserInfo() == null && uri.getQuery() == null && (uri.getPath().isEmpty() || uri.getPath().equals("/"));
            if ((secure || plain) && uri.getHost() != null && bare && uri.getPort() <= 65_535) {
                int port = uri.getPort() > 0 ? uri.getPort() : secure ? 636 : 389;
                return new URI(secure ? "ldaps" : "ldap", null, uri.getHost(), port, null, null, null);
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        throw new IllegalArgumentException(SERVERS + ": '" + text + "' is not ldap://HOST[:PORT] or ldaps://HOST[:PORT]");
    }
}
