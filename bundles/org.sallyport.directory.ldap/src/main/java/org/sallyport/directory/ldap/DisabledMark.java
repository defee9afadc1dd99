package org.sallyport.directory.ldap;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.sallyport.api.directory.DirectoryException;

/** The filter that marks accounts as switched off, applied to entries that were read already. */
final class DisabledMark {

    /** Active Directory's rule for flags in a number: all of these bits are set. */
    private static final String ALL_BITS = "1.2.840.113556.1.4.803";

    private final Filter filter;
    private final Set<String> attributes = new LinkedHashSet<>();

    /** @throws IllegalArgumentException names the key if the filter has parts that only a server can apply */
    DisabledMark(Filter filter) {
        this.filter = filter;
        collect(filter);
    }

    private void collect(Filter part) {
        switch (part.getFilterType()) {
            case Filter.FILTER_TYPE_AND, Filter.FILTER_TYPE_OR -> {
                for (Filter inner : part.getComponents()) {
                    collect(inner);
                }
            }
            case Filter.FILTER_TYPE_NOT -> collect(part.getNOTComponent());
            case Filter.FILTER_TYPE_EXTENSIBLE_MATCH -> {
                if (!ALL_BITS.equals(part.getMatchingRuleID()) || part.getAttributeName() == null || !part.getAssertionValue().matches("\\d{1,18}")) {
                    throw new IllegalArgumentException(LdapSettings.DISABLED_FILTER + ": of the extended matches only " + ALL_BITS + " is known here");
                }
                attributes.add(part.getAttributeName());
            }
            default -> attributes.add(part.getAttributeName());
        }
    }

    /** What must have been read of an entry. */
    Set<String> attributes() {
        return attributes;
    }

    boolean on(Entry entry) throws DirectoryException {
        try {
            return matches(filter, entry);
        } catch (LDAPException e) {
            throw new DirectoryException("disabled.filter cannot be applied to the entry " + entry.getDN(), e);
        }
    }

    private static boolean matches(Filter part, Entry entry) throws LDAPException {
        switch (part.getFilterType()) {
            case Filter.FILTER_TYPE_AND -> {
                for (Filter inner : part.getComponents()) {
                    if (!matches(inner, entry)) {
                        return false;
                    }
                }
                return true;
            }
            case Filter.FILTER_TYPE_OR -> {
                for (Filter inner : part.getComponents()) {
                    if (matches(inner, entry)) {
                        return true;
                    }
                }
                return false;
            }
            case Filter.FILTER_TYPE_NOT -> {
                return !matches(part.getNOTComponent(), entry);
            }
            case Filter.FILTER_TYPE_EXTENSIBLE_MATCH -> {
                Long value = entry.getAttributeValueAsLong(part.getAttributeName());
                long bits = Long.parseLong(part.getAssertionValue());
                return value != null && (value & bits) == bits;
            }
            default -> {
                return part.matchesEntry(entry);
            }
        }
    }
}
