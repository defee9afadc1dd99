package org.sallyport.core.administration;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sallyport.api.administration.Actor;
import org.sallyport.api.administration.Candidate;
import org.sallyport.api.administration.Found;
import org.sallyport.api.administration.Impact;
import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.administration.Listed;
import org.sallyport.api.administration.OutdatedException;
import org.sallyport.api.administration.Person;
import org.sallyport.api.administration.Selection;
import org.sallyport.api.administration.SettingView;
import org.sallyport.api.administration.Status;
import org.sallyport.api.administration.TwoFactorAdministration;
import org.sallyport.api.audit.AuditEvent.Action;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.paging.Page;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ConflictException;
import org.sallyport.api.store.Setting;
import org.sallyport.api.store.PolicyRecords.Snapshot;
import org.sallyport.core.audit.Events;
import org.sallyport.core.directory.Picker;
import org.sallyport.core.directory.Realms;
import org.sallyport.core.policy.PolicyRules;
import org.sallyport.core.policy.Population;
import org.sallyport.core.policy.Standings;
import org.sallyport.core.policy.TwoFactorList;
import org.sallyport.core.store.Memory;
import org.sallyport.core.store.ProductSettings;

/** Two-factor as administrators run it: the switch, the list, and the settings. Resetting people is {@link Resets}. */
final class TwoFactorRules implements TwoFactorAdministration {

    private final Memory memory;
    private final Realms realms;
    private final Picker picker;
    private final PolicyRules policy;
    private final ProductSettings settings;
    private final Population population;
    private final Standings standings;
    private final TwoFactorList listView;
    private final Resets resets;
    private final Recovery recovery;
    private final Events events;

    TwoFactorRules(Memory memory, Realms realms, Picker picker, PolicyRules policy, ProductSettings settings, Population population,
            Standings standings, TwoFactorList listView, Resets resets, Recovery recovery, Events events) {
        this.memory = memory;
        this.realms = realms;
        this.picker = picker;
        this.policy = policy;
        this.settings = settings;
        this.population = population;
        this.standings = standings;
        this.listView = listView;
        this.resets = resets;
        this.recovery = recovery;
        this.events = events;
    }

    @Override
    public Status status() {
        Snapshot snapshot = memory.read(store -> store.policy().snapshot());
        Population.People people = population.listed();
        Set<String> gone = snapshot.listed().stream().map(PrincipalId::realm).filter(realm -> !realms.configured(realm))
                .collect(Collectors.toSet());
        return new Status(snapshot.state().enabled(), snapshot.state().revision(), snapshot.listed().size(), people.count(),
                memory.read(store -> store.enrolments().people()), people.away(), gone);
    }

    @Override
    public Impact impact(boolean enable) {
        Population.People people = population.listed();
        return new Impact(people.count(), people.count(people.ids().size() - standings.countEnrolled(people.ids())),
                enable ? population.oneFactorSessions(people.ids()) : 0);
    }

    @Override
    public Status switchTwoFactor(Actor actor, boolean enable, long expectedRevision) {
        try {
            memory.commit(List.of(new Change.SwitchTwoFactor(enable, expectedRevision),
                    events.done(actor, enable ? Action.TWO_FACTOR_ON : Action.TWO_FACTOR_OFF, "", Optional.empty(), "")));
        } catch (ConflictException e) {
            throw new OutdatedException("The switch or the list was changed by somebody else meanwhile.");
        }
        return status();
    }

    @Override
    public Page<Listed> list(String text, Optional<String> cursor, int limit) {
        return listView.page(text, cursor, limit);
    }

    @Override
    public Found<Candidate> candidates(String text, Set<Kind> kinds, Optional<String> cursor, int limit) {
        Set<PrincipalId> listed = memory.read(store -> store.policy().snapshot()).listed();
        return picker.search(text, kinds, cursor, limit).map(found -> new Candidate(found, listed.contains(found.id())));
    }

    @Override
    public void add(Actor actor, Set<PrincipalId> ids) {
        Set<PrincipalId> listed = memory.read(store -> store.policy().snapshot()).listed();
        List<Change> changes = new ArrayList<>();
        for (PrincipalId id : ids) {
            if (listed.contains(id)) {
                continue;
            }
            Principal principal = realms.find(id)
                    .orElseThrow(() -> new InvalidInputException(id.toString(), "a user or group that its directory knows"));
            changes.add(new Change.AddToList(TwoFactorList.entry(principal, events)));
            changes.add(events.done(actor, Action.ADD_TO_LIST, "", Optional.of(id), principal.name()));
        }
        memory.commitUnguarded(changes);
    }

    @Override
    public void remove(Actor actor, Set<PrincipalId> ids) {
        Map<PrincipalId, String> names = listView.names(ids);
        List<Change> changes = new ArrayList<>();
        names.forEach((id, name) -> {
            changes.add(new Change.RemoveFromList(id));
            changes.add(events.done(actor, Action.REMOVE_FROM_LIST, "", Optional.of(id), name));
        });
        memory.commitUnguarded(changes);
    }

    @Override
    public Found<Person> people(String text, Optional<String> cursor, int limit) {
        Found<Principal> found = picker.search(text, Set.of(Kind.USER), cursor, limit);
        return new Found<>(persons(found.page()), found.away());
    }

    @Override
    public Page<Person> peopleOf(PrincipalId group, Optional<String> cursor, int limit) {
        return group.isUser() || !realms.configured(group.realm()) ? Page.empty()
                : persons(realms.ask(group.realm(), directory -> directory.members(group, cursor, limit)));
    }

    private Page<Person> persons(Page<Principal> users) {
        return new Page<>(standings.people(users.items()), users.next(), users.total());
    }

    @Override
    public Optional<Person> person(PrincipalId user) {
        return Optional.of(user).filter(PrincipalId::isUser).flatMap(realms::find).map(found -> standings.people(List.of(found)).get(0));
    }

    @Override
    public Optional<Principal> find(PrincipalId id) {
        return realms.find(id);
    }

    @Override
    public List<Principal> resolve(Selection selection) {
        return resets.resolve(selection);
    }

    @Override
    public int reset(Actor actor, Set<PrincipalId> users) {
        return resets.reset(actor, users);
    }

    @Override
    public int unlock(Actor actor, Set<PrincipalId> users) {
        return resets.unlock(actor, users);
    }

    @Override
    public void recover(Actor actor, PrincipalId user) {
        recovery.recover(actor, user);
    }

    @Override
    public List<SettingView> settings() {
        return settings.views();
    }

    @Override
    public void changeSettings(Actor actor, Map<String, String> seen, Map<String, String> values) {
        Map<String, Setting> kept = new TreeMap<>();
        values.forEach((key, value) -> kept.put(key, settings.kept(key)));
        seen.keySet().forEach(key -> kept.computeIfAbsent(key, settings::kept));
        seen.forEach((key, value) -> requireSeen(value, kept.get(key)));
        List<Change> changes = new ArrayList<>();
        new TreeMap<>(values).forEach((key, value) -> {
            String checked = ProductSettings.checked(key, value);
            if (!checked.equals(kept.get(key).value())) {
                changes.add(new Change.SaveSetting(new Setting(key, checked, kept.get(key).revision())));
                changes.add(events.done(actor, Action.CHANGE_SETTING, checked, Optional.empty(), key));
            }
        });
        save(changes);
    }

    private static void requireSeen(String value, Setting kept) {
        if (!value.equals(kept.value())) {
            throw outdated();
        }
    }

    private static OutdatedException outdated() {
        return new OutdatedException("A setting was changed by somebody else meanwhile.");
    }

    @Override
    public Set<PrincipalId> administrators() {
        return settings.administrators();
    }

    @Override
    public void appoint(Actor actor, Set<PrincipalId> seen, Set<PrincipalId> administrators) {
        Setting kept = settings.kept(ProductSettings.ADMINISTRATORS);
        requireSeen(ProductSettings.asText(seen), kept);
        List<String> names = new ArrayList<>();
        for (PrincipalId id : administrators) {
            names.add(seen.contains(id) ? nameOfOld(id) : realms.find(id).map(Principal::name)
                    .orElseThrow(() -> new InvalidInputException(id.toString(), "a user or group that its directory knows")));
        }
        boolean stays = Actor.isHost(actor.id()) ? !administrators.isEmpty() : administrators.contains(actor.id())
                || !realms.memberships(actor.id(), groups(administrators)).isEmpty();
        if (!stays) {
            throw new InvalidInputException(ProductSettings.ADMINISTRATORS, "users and groups with yourself among them");
        }
        save(List.of(new Change.SaveSetting(new Setting(kept.key(), ProductSettings.asText(administrators), kept.revision())),
                events.done(actor, Action.CHANGE_SETTING, String.join(", ", names), Optional.empty(), ProductSettings.ADMINISTRATORS)));
    }

    /** Whoever is an administrator already may stay one while their directory is away, or be left behind by it. */
    private String nameOfOld(PrincipalId id) {
        try {
            return realms.find(id).map(Principal::name).orElse(id.id());
        } catch (UnavailableException e) {
            return id.id();
        }
    }

    private static Set<PrincipalId> groups(Set<PrincipalId> principals) {
        Set<PrincipalId> groups = new LinkedHashSet<>(principals);
        groups.removeIf(PrincipalId::isUser);
        return groups;
    }

    private void save(List<Change> changes) {
        try {
            memory.commit(changes);
        } catch (ConflictException e) {
            throw outdated();
        } finally {
            settings.forget();
            policy.forget();
        }
    }
}
