package org.sallyport.directory.ldap;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.PrincipalId.Kind;

/** Whom a login means. */
final class Logins {

    /** No login is longer; what is may be anything but a name. */
    private static final int LONGEST = 256;
    private static final int MANY = 20;

    /** An attribute, and the value that somebody of this login has in it. */
    private record Meant(String attribute, String value) {

        Filter filter() {
            return Filter.createEqualityFilter(attribute, value);
        }

        boolean by(Entry entry) {
            String[] values = entry.getAttributeValues(attribute);
            return values != null && Arrays.stream(values).anyMatch(one -> same(one, value));
        }
    }

    private final LdapSettings settings;
    private final Entries entries;
    private final Searches searches;

    Logins(LdapSettings settings, Entries entries, Searches searches) {
        this.settings = settings;
        this.entries = entries;
        this.searches = searches;
    }

    /** Everybody whom the login means: nobody, one, or too many. */
    List<SearchResultEntry> find(String login) throws DirectoryException {
        List<Meant> meant = meant(login);
        if (meant.isEmpty()) {
            return List.of();
        }
        List<String> names = meant.stream().map(Meant::attribute).toList();
        Filter filter = Entries.both(entries.all(Kind.USER), Entries.any(meant.stream().map(Meant::filter).toList()));
        Searches.Found found = searches.some(settings.usersBase(), filter, MANY, entries.attributes(Kind.USER, names.toArray(String[]::new)));
        // A server may find more than the same name: it may leave out accents, blanks and invisible characters.
        List<SearchResultEntry> same = found.entries().stream().filter(entry -> meant.stream().anyMatch(one -> one.by(entry))).toList();
        if (!found.complete() && same.size() < 2) {
            throw new DirectoryException("more entries answer to one login than the server returns");
        }
        return same;
    }

    private List<Meant> meant(String login) {
        List<Meant> meant = new ArrayList<>();
        if (login.isBlank() || login.length() > LONGEST) {
            return meant;
        }
        int backslash = login.indexOf('\\');
        if (backslash >= 0) {
            String name = login.substring(backslash + 1);
            if (!settings.domain().isEmpty() && same(login.substring(0, backslash), settings.domain()) && !name.isBlank()) {
                meant.add(new Meant(settings.nameAttribute(), name));
            }
            return meant;
        }
        settings.loginAttributes().forEach(attribute -> meant.add(new Meant(attribute, login)));
        int at = login.lastIndexOf('@');
        if (at > 0 && settings.upnSuffixes().contains(login.substring(at + 1).toLowerCase(Locale.ROOT))) {
            meant.add(new Meant(settings.nameAttribute(), login.substring(0, at)));
        }
        return meant;
    }

    private static boolean same(String one, String other) {
        return Normalizer.normalize(one, Normalizer.Form.NFC).equalsIgnoreCase(Normalizer.normalize(other, Normalizer.Form.NFC));
    }
}
