package org.sallyport.directory.local;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;

import org.sallyport.api.directory.InvalidEntryException;
import org.sallyport.api.directory.InvalidEntryException.Rule;

/**
 * What users and groups may be called. Two names that differ only in case, width or composition are the same name, and letters
 * of scripts that look alike do not stand in one word: nobody becomes "аlice" beside "alice".
 */
final class Names {

    static final int LONGEST_NAME = 64;
    static final int LONGEST_DISPLAY_NAME = 100;

    /** No name is near as long in any form; what is longer is not worth normalising. */
    private static final int LONGEST_TYPED = 1024;
    private static final String LOGIN_MARKS = "._-@+'";
    private static final String GROUP_MARKS = LOGIN_MARKS + " &(),/#:";
    private static final Set<UnicodeScript> LOOK_ALIKES = EnumSet.of(UnicodeScript.LATIN, UnicodeScript.CYRILLIC,
            UnicodeScript.GREEK, UnicodeScript.ARMENIAN, UnicodeScript.CHEROKEE, UnicodeScript.COPTIC);

    private Names() {
    }

    /** The login name as it is shown. */
    static String login(String text) throws InvalidEntryException {
        String what = "A login name";
        String login = tidy("login", what, text, LONGEST_NAME);
        requireNameOf("login", login, LOGIN_MARKS, what
                + " has letters and digits, which it begins with, and . _ - @ + ' between them; no spaces, and no letters of different alphabets in one word.");
        return login;
    }

    /** The group's name as it is shown. */
    static String group(String text) throws InvalidEntryException {
        String what = "A group's name";
        String name = tidy("name", what, text, LONGEST_NAME);
        requireNameOf("name", name, GROUP_MARKS, what
                + " has letters and digits, which it begins with, spaces, and . _ - @ + ' & ( ) , / # : between them; no letters of different alphabets in one word.");
        return name;
    }

    /** The display name of a user or group. */
    static String display(String text) throws InvalidEntryException {
        String what = "A display name";
        String name = tidy("displayName", what, text, LONGEST_DISPLAY_NAME);
        if (!name.codePoints().allMatch(Names::visible)) {
            throw new InvalidEntryException("displayName", Rule.FORBIDDEN_CHARACTERS, what + " has no invisible or control characters.");
        }
        return name;
    }

    /**
     * The name as it is compared: no two users, and no two groups, share it. Upper case first, because some letters are told
     * apart in one case only.
     */
    static String key(String name) {
        if (name.length() > LONGEST_TYPED) {
            return "";
        }
        String folded = compatible(name.strip()).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return compatible(folded);
    }

    private static String tidy(String field, String what, String text, int longest) throws InvalidEntryException {
        if (text.length() <= LONGEST_TYPED) {
            String tidy = Normalizer.normalize(text, Normalizer.Form.NFC).replaceAll("\\p{Zs}+", " ").strip();
            if (tidy.isEmpty()) {
                throw new InvalidEntryException(field, Rule.EMPTY, what + " is needed.");
            }
            if (tidy.codePointCount(0, tidy.length()) <= longest) {
                return tidy;
            }
        }
        throw new InvalidEntryException(field, Rule.TOO_LONG, what + " has at most " + longest + " characters.");
    }

    private static void requireNameOf(String field, String name, String marks, String allowed) throws InvalidEntryException {
        // Both as it is shown and as it is compared: "ﬀ" must not bring in what "ff" may not.
        for (String form : new String[] {name, compatible(name)}) {
            IntPredicate inside = c -> Character.isLetterOrDigit(c) || isMark(c) || marks.indexOf(c) >= 0;
            if (!Character.isLetterOrDigit(form.codePointAt(0)) || !form.codePoints().allMatch(inside) || mixesLookAlikes(form)) {
                throw new InvalidEntryException(field, Rule.FORBIDDEN_CHARACTERS, allowed);
            }
        }
    }

    private static boolean mixesLookAlikes(String name) {
        Set<UnicodeScript> inThisWord = EnumSet.noneOf(UnicodeScript.class);
        for (int c : name.codePoints().toArray()) {
            if (!Character.isLetterOrDigit(c) && !isMark(c)) {
                inThisWord.clear();
            } else if (LOOK_ALIKES.contains(UnicodeScript.of(c))) {
                inThisWord.add(UnicodeScript.of(c));
            }
            if (inThisWord.size() > 1) {
                return true;
            }
        }
        return false;
    }

    /** Accents and vowel signs that no composed letter exists for. */
    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean visible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String compatible(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }
}
