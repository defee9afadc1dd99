package org.sallyport.web;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.sallyport.api.paging.Count;

/**
 * A face's texts in one language; immutable. {@code {0}}, {@code {1}} … stand for arguments; nothing else is special in a
 * text, apostrophes least of all. Numbers and instants are written as the reader's region does.
 */
public final class Wording {

    private static final Logger LOG = LoggerFactory.getLogger(Wording.class);

    private final Locale locale;
    private final Map<String, String> texts;
    private final Map<String, String> english;
    private final DateTimeFormatter time;

    Wording(Locale locale, Map<String, String> texts, Map<String, String> english) {
        this.locale = locale;
        this.texts = texts;
        this.english = english;
        this.time = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT).withLocale(locale);
    }

    public Locale locale() {
        return locale;
    }

    /** Whether there is such a text. */
    public boolean has(String key) {
        return texts.containsKey(key) || english.containsKey(key);
    }

    /** The text with its arguments; in English where the language lacks it, the key itself where there is none at all. */
    public String text(String key, Object... arguments) {
        String text = texts.get(key);
        if (text == null) {
            text = english.get(key);
        }
        if (text == null) {
            LOG.warn("there is no text {}", key);
            return key;
        }
        return arguments.length == 0 ? text : filled(text, arguments);
    }

    /**
     * The text for a number of things: {@code key.one} or {@code key.other} as the language counts, {@code {0}} being the
     * number and the arguments following from {@code {1}}.
     */
    public String count(String key, long number, Object... arguments) {
        boolean one = locale.getLanguage().equals("fr") ? number == 0 || number == 1 : number == 1;
        Object[] all = new Object[arguments.length + 1];
        all[0] = number;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return text(key + (one ? ".one" : ".other"), all);
    }

    /** A count as it is known: {@code 1,234}, {@code more than 1,000}, or empty where nothing is known. */
    public String count(Count count) {
        return switch (count.certainty()) {
            case EXACT -> number(count.value());
            case AT_LEAST -> text("count.atLeast", count.value());
            case UNKNOWN -> "";
        };
    }

    public String number(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    /** An instant as people read it, in this server's zone, which is named. */
    public Moment moment(Instant instant) {
        ZoneId zone = ZoneId.systemDefault();
        String text = time.format(instant.atZone(zone)) + " "
                + DateTimeFormatter.ofPattern("z", locale).format(instant.atZone(zone));
        return new Moment(instant.truncatedTo(ChronoUnit.SECONDS).toString(), text);
    }

    private String filled(String text, Object[] arguments) {
        StringBuilder filled = new StringBuilder(text.length() + 32);
        int from = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
            int digit = open + 1 < text.length() ? text.charAt(open + 1) - '0' : -1;
            boolean slot = digit >= 0 && digit < arguments.length && text.startsWith("}", open + 2);
            filled.append(text, from, slot ? open : open + 1);
            if (slot) {
                filled.append(written(arguments[digit]));
            }
            from = slot ? open + 3 : open + 1;
        }
        return filled.append(text, from, text.length()).toString();
    }

    private String written(Object argument) {
        if (argument instanceof Long || argument instanceof Integer) {
            return number(((Number) argument).longValue());
        }
        if (argument instanceof Instant instant) {
            return moment(instant).text();
        }
        return argument instanceof Count count ? count(count) : String.valueOf(argument);
    }
}
