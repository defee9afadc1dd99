package org.sallyport.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sallyport.api.administration.SettingView;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.signin.UnavailableException;

/** Product settings, and who the administrators are. */
final class SettingCalls {

    private final Services services;

    SettingCalls(Services services) {
        this.services = services;
    }

    void add(Table table) {
        table.read("/settings", call -> read(call.query(), shown(all())))
                .admin("POST", "/settings", this::changeAll)
                .read("/settings/{key}", call -> read(call.query(), Show.setting(known(call.variable("key")))))
                .admin("PUT", "/settings/{key}", this::changeOne)
                .read("/administrators", call -> read(call.query(), shown(services.twoFactor().administrators())))
                .admin("PUT", "/administrators", this::appoint);
    }

    private static Answer read(Call call, Object shown) {
        return Tag.of(shown).read(call, shown);
    }

    private static Answer changed(Object shown) {
        return Tag.of(shown).on(shown);
    }

    private List<SettingView> all() {
        return services.twoFactor().settings();
    }

    private static Object shown(List<SettingView> settings) {
        return Show.object("items", settings.stream().map(Show::setting).toList());
    }

    private SettingView known(String key) {
        return all().stream().filter(setting -> setting.key().equals(key)).findFirst()
                .orElseThrow(() -> Problem.missing("there is no setting of that name"));
    }

    private Answer changeOne(Call call) {
        String value = call.query().body("value").text("value");
        SettingView setting = known(call.variable("key"));
        Tag.of(Show.setting(setting)).require(call);
        change(call, List.of(setting), Map.of(setting.key(), value));
        return changed(Show.setting(known(setting.key())));
    }

    private Answer changeAll(Call call) {
        Map<String, Object> fields = call.query().object();
        List<SettingView> settings = all();
        Body body = new Body(fields, settings.stream().map(SettingView::key).collect(Collectors.toSet()));
        Map<String, String> values = new LinkedHashMap<>();
        fields.keySet().forEach(key -> values.put(key, body.text(key)));
        Tag.of(shown(settings)).require(call);
        change(call, settings, values);
        return changed(shown(all()));
    }

    /** @param seen what the tag stands for */
    private void change(Call call, List<SettingView> seen, Map<String, String> values) {
        services.twoFactor().changeSettings(call.actor(), Tag.any(call) ? Map.of()
                : seen.stream().collect(Collectors.toMap(SettingView::key, SettingView::value)), values);
    }

    private Object shown(Set<PrincipalId> administrators) {
        return Show.object("items", administrators.stream().sorted().map(this::administrator).toList());
    }

    private Object administrator(PrincipalId id) {
        Optional<String> name;
        try {
            name = services.twoFactor().find(id).map(found -> found.name());
        } catch (UnavailableException e) {
            name = Optional.empty();
        }
        return Show.object("id", id.toString(), "name", name);
    }

    private Answer appoint(Call call) {
        Set<PrincipalId> named = call.query().body("ids").ids("ids");
        Set<PrincipalId> seen = services.twoFactor().administrators();
        Tag.of(shown(seen)).require(call);
        services.twoFactor().appoint(call.actor(), seen, named);
        return changed(shown(services.twoFactor().administrators()));
    }
}
