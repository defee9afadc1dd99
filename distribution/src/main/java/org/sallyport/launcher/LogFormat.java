package org.sallyport.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** How log/sallyport.log is written: lines for people, or one JSON object a line for a collector. */
enum LogFormat {
    TEXT, JSON;

    /** By this name {@code conf/logback.xml} asks for it. */
    static final String PROPERTY = "sallyport.log.format";
    static final String KEY = "log.format";

    /**
     * @param file the keys and values of {@code conf/server.cfg}
     * @throws Refusal if the value is not allowed, or this home's logback.xml would not heed it
     */
    static LogFormat of(Map<String, String> file, Path logback) {
        LogFormat format = switch (file.getOrDefault(KEY, "text")) {
            case "text" -> TEXT;
            case "json" -> JSON;
            default -> throw Refusal.usage(where() + " is '" + file.get(KEY) + "'; allowed: text, json");
        };
        try {
            if (format != TEXT && !Files.readString(logback).contains(PROPERTY)) {
                throw Refusal.usage(where() + ": conf/logback.xml of this home does not ask for ${" + PROPERTY
                        + "}; take what the distribution's conf/logback.xml has of it");
            }
        } catch (IOException e) {
            throw Refusal.failure(logback + " cannot be read: " + Reason.of(e));
        }
        return format;
    }

    private static String where() {
        return "conf/" + ServerSettings.FILE + ": key '" + KEY + "'";
    }

    /** As {@code logback.xml} names it. */
    String appender() {
        return name().toLowerCase(Locale.ROOT);
    }
}
