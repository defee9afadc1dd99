package org.sallyport.api.administration;

import java.util.List;

/**
 * A product setting as an administrator sees it.
 *
 * @param key stable name
 * @param value in force
 * @param standard value when nobody has set it
 * @param kind what it takes
 * @param least smallest number; 0 for other kinds; shortest text
 * @param greatest greatest number; 0 for other kinds; longest text
 * @param choices what may be chosen; empty for other kinds
 */
public record SettingView(String key, String value, String standard, Kind kind, int least, int greatest, List<String> choices) {

    /** What a setting takes. {@code FLAG}: {@code true} or {@code false}. */
    public enum Kind { TEXT, NUMBER, FLAG, CHOICE }

    public SettingView {
        choices = List.copyOf(choices);
    }
}
