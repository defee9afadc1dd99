package org.sallyport.console;

import java.util.List;
import java.util.Map;

import org.sallyport.web.Wording;

/**
 * A field of a form about an account, as the template {@code field} shows it.
 *
 * @param id of the element
 * @param name of the field
 * @param label in words
 * @param type of the input
 * @param value to begin with; empty for passwords
 * @param autocomplete the standard token, or {@code off}
 * @param hint below it; may be empty
 * @param wrong what is wrong with what was typed; empty when nothing is
 * @param needed whether it may not be empty
 */
record AccountForm(String id, String name, String label, String type, String value, String autocomplete, String hint, String wrong,
        boolean needed) {

    /** What is wrong, by field. */
    record Wrong(Map<String, String> byField) {

        static final Wrong NOTHING = new Wrong(Map.of());

        static Wrong with(String field, String sentence) {
            return new Wrong(Map.of(field, sentence));
        }

        String of(String field) {
            return byField.getOrDefault(field, "");
        }

        boolean any() {
            return !byField.isEmpty();
        }
    }

    /** The names of a user, or of a group. */
    static List<AccountForm> names(Wording wording, boolean user, String name, String displayName, Wrong wrong) {
        String field = user ? "login" : "name";
        return List.of(
                new AccountForm(field, field, wording.text("account." + field), "text", name, "off",
                        wording.text("account." + field + ".hint"),
                        wrong.of(field).isEmpty() ? wrong.of(user ? "name" : "login") : wrong.of(field), true),
                new AccountForm("displayName", "displayName", wording.text("account.displayName"), "text", displayName, "off",
                        wording.text(user ? "account.displayName.user" : "account.displayName.group"), wrong.of("displayName"), false));
    }

    static List<AccountForm> passwords(Wording wording, int shortest, Wrong wrong) {
        return List.of(
                new AccountForm("password", "password", wording.text("account.password"), "password", "", "new-password",
                        wording.text("account.password.hint", shortest), wrong.of("password"), true),
                new AccountForm("again", "again", wording.text("account.again"), "password", "", "new-password", "",
                        wrong.of("again"), true));
    }
}
