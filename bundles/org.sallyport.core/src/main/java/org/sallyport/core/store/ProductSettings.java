package org.sallyport.core.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.administration.SettingView;
import org.sallyport.api.administration.SettingView.Kind;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.otp.OtpParameters;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.Setting;
import org.sallyport.api.store.Settings;
import org.sallyport.api.store.Store;

/** Product settings: what there is, what is allowed, and what is in force. Read from the store at most once a second. */
public final class ProductSettings {

    static final String ISSUER = "issuer";
    /** Where browsers find the portal; only what stands on other hosts needs it. */
    static final String PORTAL_ADDRESS = "portal.address";
    static final String ALGORITHM = "totp.algorithm";
    static final String DIGITS = "totp.digits";
    static final String PERIOD = "totp.period";
    static final String WINDOW = "totp.window";
    static final String DRIFT = "totp.drift";
    static final String SIGN_IN_MINUTES = "sign-in.minutes";
    static final String IDLE_MINUTES = "session.idle-minutes";
    static final String SESSION_HOURS = "session.hours";
    static final String TICKET_SECONDS = "ticket.seconds";
    static final String ADMINISTRATORS_CODE = "administrators.code";
    /** Not among the views: a set of principals, one a line. */
    public static final String ADMINISTRATORS = "administrators";

    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Pattern PORTAL =
            Pattern.compile("(https://([A-Za-z0-9._-]{1,180}|\\[[0-9A-Fa-f:.]{2,45}])|http://(localhost|127\\.[0-9.]{5,11}|\\[::1]))"
                    + "(:[0-9]{1,5})?(/[A-Za-z0-9_~-]+)*/?");

    /** In the order a page shows them. The bounds of sessions are those of ASVS 7.3 and NIST SP 800-63B §2.2.3. */
    private static final Map<String, SettingView> DEFINITIONS = define(
            text(ISSUER, "Sallyport", 64),
            new SettingView(PORTAL_ADDRESS, "", "", Kind.TEXT, 0, 200, List.of()),
            flag(ADMINISTRATORS_CODE, true),
            number(SIGN_IN_MINUTES, 10, 2, 30),
            number(IDLE_MINUTES, 60, 5, 60),
            number(SESSION_HOURS, 24, 1, 24),
            number(TICKET_SECONDS, 60, 10, 300),
            number(Settings.SHORTEST_PASSWORD, 15, 8, 64),
            number(WINDOW, 1, 0, 5),
            number(DRIFT, 1, 0, 10),
            choice(ALGORITHM, OtpParameters.Algorithm.SHA1.name(), Arrays.stream(OtpParameters.Algorithm.values()).map(Enum::name).toList()),
            number(DIGITS, 6, 6, 8),
            number(PERIOD, 30, 15, 300));

    /** What one store said at one time; a swapped store is asked at once. */
    private record Snapshot(Store store, Map<String, Setting> settings, Instant at) {
    }

    private final Memory memory;
    private final Clock clock;
    private volatile Snapshot snapshot = new Snapshot(null, Map.of(), Instant.MIN);
    private int edition;

    public ProductSettings(Memory memory, Clock clock) {
        this.memory = memory;
        this.clock = clock;
        memory.onCommit(changes -> {
            if (changes.stream().anyMatch(change -> change instanceof Change.SaveSetting || change instanceof Change.DeleteSetting)) {
                forget();
            }
        });
    }

    private static Map<String, SettingView> define(SettingView... views) {
        Map<String, SettingView> byKey = new LinkedHashMap<>();
        for (SettingView view : views) {
            byKey.put(view.key(), view);
        }
        return byKey;
    }

    private static SettingView text(String key, String standard, int longest) {
        return new SettingView(key, standard, standard, Kind.TEXT, 1, longest, List.of());
    }

    private static SettingView number(String key, int standard, int least, int greatest) {
        return new SettingView(key, "" + standard, "" + standard, Kind.NUMBER, least, greatest, List.of());
    }

    private static SettingView flag(String key, boolean standard) {
        return new SettingView(key, "" + standard, "" + standard, Kind.FLAG, 0, 0, List.of());
    }

    private static SettingView choice(String key, String standard, List<String> choices) {
        return new SettingView(key, standard, standard, Kind.CHOICE, 0, 0, choices);
    }

    private Map<String, Setting> current() {
        Snapshot seen = snapshot;
        Instant now = clock.instant();
        Store store = memory.store();
        if (seen.store() != store || now.isBefore(seen.at()) || seen.at().isBefore(now.minus(FRESH))) {
            int before = edition();
            Map<String, Setting> read = new HashMap<>();
            memory.read(any -> store.settings().all()).forEach(setting -> read.put(setting.key(), setting));
            seen = new Snapshot(store, Map.copyOf(read), now);
            keep(seen, before);
        }
        return seen.settings();
    }

    private synchronized int edition() {
        return edition;
    }

    /** What was read while it was changed is good for this once only. */
    private synchronized void keep(Snapshot read, int before) {
        if (edition == before) {
            snapshot = read;
        }
    }

    /** After a change. */
    public synchronized void forget() {
        edition++;
        snapshot = new Snapshot(null, Map.of(), Instant.MIN);
    }

    /** To replace what is stored, whatever it is. */
    public Setting stored(String key, String value) {
        return new Setting(key, value, kept(key).revision());
    }

    /** As it is in the store now, to be replaced: its value in force and its revision, 0 when nobody has set it. */
    public Setting kept(String key) {
        return memory.read(store -> store.settings().find(key)).orElseGet(() -> new Setting(key,
                DEFINITIONS.containsKey(key) ? DEFINITIONS.get(key).standard() : "", 0));
    }

    public List<SettingView> views() {
        Map<String, Setting> now = current();
        return DEFINITIONS.values().stream().map(view -> now.containsKey(view.key())
                ? new SettingView(view.key(), now.get(view.key()).value(), view.standard(), view.kind(), view.least(), view.greatest(),
                        view.choices())
                : view).toList();
    }

    /** @throws InvalidInputException names the key, and says what is allowed */
    public static String checked(String key, String value) {
        SettingView definition = DEFINITIONS.get(key);
        if (definition == null) {
            throw new InvalidInputException(key, "there is no such setting");
        }
        String trimmed = value.strip();
        if (key.equals(PORTAL_ADDRESS)) {
            require(key, trimmed.isEmpty() || trimmed.length() <= definition.greatest() && PORTAL.matcher(trimmed).matches(),
                    "https://host[:port][/path], or nothing; http only on this host");
            return trimmed.endsWith("/") ? trimmed.substring(0, trimmed.length() - 1) : trimmed;
        }
        switch (definition.kind()) {
            case NUMBER -> {
                if (!trimmed.matches("\\d{1,9}") || Integer.parseInt(trimmed) < definition.least()
                        || Integer.parseInt(trimmed) > definition.greatest()) {
                    throw new InvalidInputException(key, "a whole number from " + definition.least() + " to " + definition.greatest());
                }
                return "" + Integer.parseInt(trimmed);
            }
            case FLAG -> require(key, Set.of("true", "false").contains(trimmed), "true or false");
            case CHOICE -> require(key, definition.choices().contains(trimmed), "one of " + definition.choices());
            case TEXT -> require(key, !trimmed.isEmpty() && trimmed.length() <= definition.greatest() && trimmed.indexOf(':') < 0
                    && trimmed.chars().noneMatch(Character::isISOControl),
                    "1 to " + definition.greatest() + " characters, without colons and control characters");
        }
        return trimmed;
    }

    private static void require(String key, boolean holds, String allowed) {
        if (!holds) {
            throw new InvalidInputException(key, allowed);
        }
    }

    private String value(String key) {
        Setting set = current().get(key);
        String value = set == null ? DEFINITIONS.get(key).standard() : set.value();
        try {
            return checked(key, value);
        } catch (InvalidInputException e) {
            throw new UnavailableException("setting '" + key + "' in the store makes no sense; allowed: " + e.getMessage(), e);
        }
    }

    private int number(String key) {
        return Integer.parseInt(value(key));
    }

    public String issuer() {
        return value(ISSUER);
    }

    public OtpParameters parameters() {
        return new OtpParameters(OtpParameters.Algorithm.valueOf(value(ALGORITHM)), number(DIGITS), Duration.ofSeconds(number(PERIOD)));
    }

    /** Steps to either side of the phone's clock. */
    public int window() {
        return number(WINDOW);
    }

    /** Steps from the true time beyond which no code is accepted, whatever was learned of the phone's clock. */
    public int bound() {
        return Math.max(number(WINDOW), number(DRIFT));
    }

    public Duration signInLifetime() {
        return Duration.ofMinutes(number(SIGN_IN_MINUTES));
    }

    public Duration idle() {
        return Duration.ofMinutes(number(IDLE_MINUTES));
    }

    public Duration sessionLifetime() {
        return Duration.ofHours(number(SESSION_HOURS));
    }

    public Duration ticketLifetime() {
        return Duration.ofSeconds(number(TICKET_SECONDS));
    }

    /** All that is in the store, settings or not; the same object until it was read again. */
    public Map<String, Setting> all() {
        return current();
    }

    public boolean administratorsNeedCode() {
        return Boolean.parseBoolean(value(ADMINISTRATORS_CODE));
    }

    public Set<PrincipalId> administrators() {
        Setting set = current().get(ADMINISTRATORS);
        return set == null ? Set.of() : principals(set);
    }

    /** Those that a setting names. @throws UnavailableException when it makes no sense */
    public static Set<PrincipalId> principals(Setting setting) {
        try {
            return setting.value().lines().map(PrincipalId::parse).collect(Collectors.toUnmodifiableSet());
        } catch (IllegalArgumentException e) {
            throw new UnavailableException("setting '" + setting.key() + "' in the store makes no sense: " + e.getMessage(), e);
        }
    }

    public static String asText(Set<PrincipalId> principals) {
        return principals.stream().sorted().map(PrincipalId::toString).collect(Collectors.joining("\n"));
    }
}
