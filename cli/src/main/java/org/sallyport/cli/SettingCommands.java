package org.sallyport.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Product settings. */
@Command(name = "settings", description = "Product settings.", synopsisSubcommandLabel = "(get | set)")
final class SettingCommands extends Group {

    @Command(name = "get", description = "Show all settings, or the value of one.")
    void get(@Parameters(arity = "0..1", paramLabel = "KEY") String key) {
        if (key != null) {
            Object setting = sallyport.server().get("/settings/" + Server.encoded(key));
            done(setting, Json.text(setting, "value"));
            return;
        }
        whole("/settings", new Table("KEY", "VALUE", "STANDARD", "ALLOWED"), (table, setting) -> table.row(Json.text(setting, "key"),
                Json.text(setting, "value"), Json.text(setting, "standard"), allowed(setting)));
    }

    private static String allowed(Object setting) {
        return switch (Json.text(setting, "kind")) {
            case "number" -> Json.text(setting, "least") + " to " + Json.text(setting, "greatest");
            case "text" -> Json.text(setting, "least") + " to " + Json.text(setting, "greatest") + " characters";
            case "flag" -> "true, false";
            default -> Json.at(setting, "choices") instanceof List<?> choices
                    ? String.join(", ", choices.stream().map(String::valueOf).toList()) : "";
        };
    }

    @Command(name = "set", description = "Change settings; all or none.")
    void set(@Parameters(arity = "1..*", paramLabel = "KEY=VALUE") List<String> changes) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String change : changes) {
            int equals = change.indexOf('=');
            if (equals < 1) {
                throw Failure.usage("'" + change + "': KEY=VALUE");
            }
            values.put(change.substring(0, equals), change.substring(equals + 1));
        }
        Object settings = sallyport.server().post("/settings", values, Server.ANY);
        if (sallyport.json()) {
            sallyport.printJson(settings);
        }
        values.forEach((key, value) -> sallyport.say(key + " = " + value));
    }
}
