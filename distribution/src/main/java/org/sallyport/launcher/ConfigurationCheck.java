package org.sallyport.launcher;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

/** Refuses configuration that no component would understand, before anything starts. */
final class ConfigurationCheck {

    private static final String SUFFIX = ".cfg";
    private static final String TARGET = ".target";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

    private final Metatype metatype;
    private final Map<String, String> variables;

    /** @param variables what <code>${name}</code> may refer to beside the environment, <code>${env:NAME}</code> */
    ConfigurationCheck(Metatype metatype, Map<String, String> variables) {
        this.metatype = metatype;
        this.variables = variables;
    }

    /** @throws Refusal at the first thing that makes no sense, naming file, key, and what is allowed */
    void check(Path conf) {
        TreeSet<Path> files = new TreeSet<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(conf, "*" + SUFFIX)) {
            found.forEach(files::add);
        } catch (IOException e) {
            throw Refusal.failure("the directory " + conf + " cannot be read: " + Reason.of(e));
        }
        for (Path file : files) {
            if (!file.endsWith(ServerSettings.FILE)) {
                checkFile(file);
            }
        }
    }

    private void checkFile(Path file) {
        String name = file.getFileName().toString();
        String pid = name.substring(0, name.length() - SUFFIX.length());
        int separator = pid.indexOf('~') >= 0 ? pid.indexOf('~') : pid.indexOf('-');
        String component = separator < 0 ? pid : pid.substring(0, separator);
        Metatype.Component described = metatype.components().get(component);
        if (described == null) {
            throw Refusal.usage("conf/" + name + ": no component is called '" + component + "'; allowed: "
                    + String.join(", ", metatype.components().keySet()));
        }
        if (described.factory() != (separator >= 0)) {
            throw Refusal.usage("conf/" + name + ": " + (described.factory()
                    ? "there may be several of '" + component + "'; allowed: " + component + "-NAME" + SUFFIX
                    : "there is only one '" + component + "'; allowed: " + component + SUFFIX));
        }
        Map<String, String> values = ConfigurationFile.read(file);
        values.forEach((key, value) -> checkValue("conf/" + name + ": key '" + key + "'", key, value, described));
        described.attributes().forEach((key, attribute) -> {
            if (attribute.required() && !values.containsKey(key)) {
                throw Refusal.usage("conf/" + name + ": key '" + key + "' is missing; allowed: " + allowed(attribute));
            }
        });
    }

    private void checkValue(String where, String key, String raw, Metatype.Component component) {
        Metatype.Attribute attribute = component.attributes().get(key);
        if (attribute == null && !key.endsWith(TARGET)) {
            throw Refusal.usage(where + " is unknown; allowed: " + String.join(", ", component.attributes().keySet()));
        }
        String value = substitute(where, raw);
        if (attribute == null) {
            checkFilter(where, value);
        } else if (!fits(attribute, value)) {
            String shown = attribute.type().equals("Password") ? "a value that is not" : "'" + value + "', which is not";
            throw Refusal.usage(where + " has " + shown + " allowed; allowed: " + allowed(attribute));
        }
    }

    private String substitute(String where, String value) {
        return VARIABLE.matcher(value).replaceAll(match -> {
            String name = match.group(1);
            String found = name.startsWith("env:") ? System.getenv(name.substring(4)) : variables.get(name);
            if (found == null) {
                throw Refusal.usage(where + " refers to ${" + name + "}, which is not set; allowed: ${env:NAME}, ${"
                        + String.join("}, ${", new TreeSet<>(variables.keySet())) + "}");
            }
            return Matcher.quoteReplacement(found);
        });
    }

    private static void checkFilter(String where, String filter) {
        try {
            FrameworkUtil.createFilter(filter);
        } catch (InvalidSyntaxException e) {
            throw Refusal.usage(where + " is not an LDAP filter; allowed: such as (name=value)");
        }
    }

    private static boolean fits(Metatype.Attribute attribute, String value) {
        if (!attribute.options().isEmpty()) {
            return attribute.options().contains(value);
        }
        try {
            return switch (attribute.type()) {
                case "Boolean" -> value.equals("true") || value.equals("false");
                case "Byte" -> within(attribute, BigDecimal.valueOf(Byte.parseByte(value)));
                case "Short" -> within(attribute, BigDecimal.valueOf(Short.parseShort(value)));
                case "Integer" -> within(attribute, BigDecimal.valueOf(Integer.parseInt(value)));
                case "Long" -> within(attribute, BigDecimal.valueOf(Long.parseLong(value)));
                case "Float", "Double" -> within(attribute, new BigDecimal(value));
                case "Character", "Char" -> value.length() == 1;
                default -> within(attribute, BigDecimal.valueOf(value.length()));
            };
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean within(Metatype.Attribute attribute, BigDecimal value) {
        return (attribute.min() == null || value.compareTo(new BigDecimal(attribute.min())) >= 0)
                && (attribute.max() == null || value.compareTo(new BigDecimal(attribute.max())) <= 0);
    }

    private static String allowed(Metatype.Attribute attribute) {
        if (!attribute.options().isEmpty()) {
            return String.join(", ", attribute.options());
        }
        return switch (attribute.type()) {
            case "Boolean" -> "true, false";
            case "Byte", "Short", "Integer", "Long" -> "a whole number" + range(attribute, "");
            case "Float", "Double" -> "a number" + range(attribute, "");
            case "Character", "Char" -> "one character";
            default -> "text" + range(attribute, " characters");
        };
    }

    private static String range(Metatype.Attribute attribute, String unit) {
        if (attribute.min() != null && attribute.max() != null) {
            return " of " + attribute.min() + " to " + attribute.max() + unit;
        }
        if (attribute.min() != null) {
            return " of at least " + attribute.min() + unit;
        }
        return attribute.max() == null ? "" : " of at most " + attribute.max() + unit;
    }
}
