package org.sallyport.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.sallyport.api.administration.Actor;
import org.sallyport.api.administration.Candidate;
import org.sallyport.api.administration.Found;
import org.sallyport.api.administration.Impact;
import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.administration.Listed;
import org.sallyport.api.administration.Listed.Presence;
import org.sallyport.api.administration.OutdatedException;
import org.sallyport.api.administration.Person;
import org.sallyport.api.administration.Selection;
import org.sallyport.api.administration.SettingView;
import org.sallyport.api.administration.Standing;
import org.sallyport.api.administration.Status;
import org.sallyport.api.administration.TwoFactorAdministration;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;

/** Two-factor administration that remembers what it was asked to do. */
final class FakeAdministration implements TwoFactorAdministration {

    static final List<String> SETTINGS = List.of("issuer", "administrators.code", "sign-in.minutes", "session.idle-minutes", "ticket.seconds",
            "session.hours", "password.shortest", "totp.window", "totp.drift", "totp.algorithm", "totp.digits", "totp.period");

    final Town town;
    final List<String> done = new ArrayList<>();
    final Set<PrincipalId> list = new LinkedHashSet<>();
    final Map<PrincipalId, Standing> standings = new LinkedHashMap<>();
    final Map<String, String> settings = new LinkedHashMap<>();
    Set<PrincipalId> administrators = Set.of(Town.NIGHT.id());
    List<String> away = List.of();
    Set<String> gone = Set.of();
    boolean enabled;
    long revision = 7;

    FakeAdministration(Town town) {
        this.town = town;
    }

    @Override
    public Status status() {
        return new Status(enabled, revision, list.size(), Count.exactly(list.size()), 1, Set.copyOf(away), gone);
    }

    @Override
    public Impact impact(boolean enable) {
        return new Impact(Count.exactly(12), Count.exactly(5), enable ? 3 : 0);
    }

    @Override
    public Status switchTwoFactor(Actor actor, boolean enable, long expectedRevision) {
        if (expectedRevision != revision) {
            throw new OutdatedException("changed");
        }
        done.add(actor.name() + " switches " + enable);
        enabled = enable;
        return status();
    }

    @Override
    public Page<Listed> list(String text, Optional<String> cursor, int limit) {
        return town.page(list.stream().map(this::listed).filter(entry -> entry.principal().name().contains(text)).toList(), cursor);
    }

    private Listed listed(PrincipalId id) {
        return Optional.ofNullable(town.all.get(id)).map(found -> new Listed(found, Presence.PRESENT, Count.exactly(id.isUser() ? 1 : 12),
                        Count.exactly(id.isUser() ? 0 : 5), id.isUser() ? Optional.of(standing(id)) : Optional.empty()))
                .orElseGet(() -> new Listed(new Principal(id, "was here", "was here", false), Presence.GONE, Count.exactly(1),
                        Count.unknown(), Optional.empty()));
    }

    private Standing standing(PrincipalId id) {
        return standings.getOrDefault(id, Town.FRESH);
    }

    @Override
    public Found<Candidate> candidates(String text, Set<Kind> kinds, Optional<String> cursor, int limit) {
        return new Found<>(town.search(text, kinds, cursor), away).map(found -> new Candidate(found, list.contains(found.id())));
    }

    @Override
    public void add(Actor actor, Set<PrincipalId> ids) {
        ids.stream().filter(id -> town.find(id).isEmpty()).findFirst().ifPresent(id -> {
            throw new InvalidInputException(id.toString(), "one that is known");
        });
        done.add("add " + ids);
        list.addAll(ids);
    }

    @Override
    public void remove(Actor actor, Set<PrincipalId> ids) {
        done.add("remove " + ids);
        list.removeAll(ids);
    }

    @Override
    public Found<Person> people(String text, Optional<String> cursor, int limit) {
        return new Found<>(town.search(text, Set.of(Kind.USER), cursor), away).map(user -> new Person(user, standing(user.id())));
    }

    @Override
    public Page<Person> peopleOf(PrincipalId group, Optional<String> cursor, int limit) {
        return people("", cursor, limit).page();
    }

    @Override
    public Optional<Person> person(PrincipalId user) {
        return find(user).map(found -> new Person(found, standing(user)));
    }

    @Override
    public void recover(Actor actor, PrincipalId user) {
        throw new UnsupportedOperationException("the console does not ask this");
    }

    @Override
    public Optional<Principal> find(PrincipalId id) {
        return town.find(id);
    }

    @Override
    public List<Principal> resolve(Selection selection) {
        return selection instanceof Selection.Named named ? named.ids().stream().sorted().flatMap(id -> find(id).stream()).toList()
                : town.search(((Selection.Matching) selection).text(), Set.of(Kind.USER), Optional.empty()).items();
    }

    @Override
    public int reset(Actor actor, Set<PrincipalId> users) {
        done.add("reset " + users.stream().sorted().toList());
        return users.size();
    }

    @Override
    public int unlock(Actor actor, Set<PrincipalId> users) {
        done.add("unlock " + users.stream().sorted().toList());
        return users.size();
    }

    @Override
    public List<SettingView> settings() {
        return SETTINGS.stream().map(this::setting).toList();
    }

    private SettingView setting(String key) {
        return switch (key) {
            case "issuer" -> view(key, "Sallyport", SettingView.Kind.TEXT, 1, 64);
            case "administrators.code" -> view(key, "true", SettingView.Kind.FLAG, 0, 0);
            case "totp.algorithm" -> new SettingView(key, settings.getOrDefault(key, "SHA1"), "SHA1", SettingView.Kind.CHOICE, 0, 0,
                    List.of("SHA1", "SHA256"));
            default -> view(key, "6", SettingView.Kind.NUMBER, 1, 64);
        };
    }

    private SettingView view(String key, String standard, SettingView.Kind kind, int least, int greatest) {
        return new SettingView(key, settings.getOrDefault(key, standard), standard, kind, least, greatest, List.of());
    }

    @Override
    public void changeSettings(Actor actor, Map<String, String> seen, Map<String, String> values) {
        if (values.containsKey("totp.digits") && !values.get("totp.digits").equals("8")) {
            throw new InvalidInputException("totp.digits", "6 to 8");
        }
        done.add("settings " + values);
        settings.putAll(values);
    }

    @Override
    public Set<PrincipalId> administrators() {
        return administrators;
    }

    @Override
    public void appoint(Actor actor, Set<PrincipalId> seen, Set<PrincipalId> named) {
        if (named.isEmpty()) {
            throw new InvalidInputException("administrators", "with yourself among them");
        }
        done.add("appoint " + named.stream().sorted().toList());
        administrators = Set.copyOf(named);
    }
}
