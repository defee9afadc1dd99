package org.sallyport.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        table.read("/settings", call -> Answer.of(shown(call.query())))
                .admin("POST", "/settings", this::changeAll)
                .read("/settings/{key}", call -> Answer.of(Show.setting(known(call.query().variable("key")))))
                .admin("PUT", "/settings/{key}", this::changeOne)
                .read("/administrators", call -> Answer.of(administrators(call.query())))
                .admin("PUT", "/administrators", this::appoint);
    }

    private Object shown(Call call) {
        return Show.object("items", services.twoFactor().settings().stream().map(Show::setting).toList());
    }

    private SettingView known(String key) {
        return services.twoFactor().settings().stream().filter(setting -> setting.key().equals(key)).findFirst()
                .orElseThrow(() -> Problem.missing("there is no setting of that name"));
    }

    private Answer changeOne(Call call) {
        String value = call.query().body("value").text("value");
        String key = known(call.variable("key")).key();
        services.twoFactor().changeSettings(call.actor(), Map.of(key, value));
        return Answer.of(Show.setting(known(key)));
    }

    private Answer changeAll(Call call) {
        Map<String, Object> fields = call.query().object();
        List<String> keys = services.twoFactor().settings().stream().map(SettingView::key).toList();
        Body body = new Body(fields, Set.copyOf(keys));
        Map<String, String> values = new LinkedHashMap<>();
        fields.keySet().forEach(key -> values.put(key, body.text(key)));
        services.twoFactor().changeSettings(call.actor(), values);
        return Answer.of(shown(call));
    }

    private Object administrators(Call call) {
        return Show.object("items", services.twoFactor().administrators().stream().sorted().map(this::administrator).toList());
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
        services.twoFactor().appoint(call.query().actor(), call.body("ids").ids("ids"));
        return Answer.of(administrators(call));
    }
}
