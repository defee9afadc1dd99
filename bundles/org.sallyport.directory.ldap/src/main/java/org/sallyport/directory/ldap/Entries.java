package org.sallyport.directory.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;

/** How users and groups are told among entries, and what is read of them. */
final class Entries {

    /** Entries of this and a constant size are asked for in one search. */
    static final int BATCH = 50;

    /** RFC 4524 §2.16; Active Directory has it under the same name. */
    private static final String MAIL = "mail";

    private final LdapSettings settings;
    private final Optional<DisabledMark> disabled;
    private final Filter users;
    private final Filter groups;
    private final boolean guids;

    Entries(LdapSettings settings) {
        this.settings = settings;
        this.disabled = settings.disabledFilter().map(DisabledMark::new);
        this.guids = settings.idAttribute().equalsIgnoreCase("objectGUID");
        this.users = filter(settings.userClasses(), settings.userFilter(), settings.nameAttribute());
        this.groups = filter(settings.groupClasses(), settings.groupFilter(), settings.groupNameAttribute());
    }

    private static Filter filter(List<String> classes, Optional<Filter> further, String name) {
        List<Filter> all = new ArrayList<>();
        all.add(any(classes.stream().map(one -> Filter.createEqualityFilter("objectClass", one)).toList()));
        further.ifPresent(all::add);
        // Whoever has no name cannot be shown: a mere entry of an address book.
        all.add(Filter.createPresenceFilter(name));
        return Filter.createANDFilter(all);
    }

    static Filter any(List<Filter> filters) {
        return filters.size() == 1 ? filters.get(0) : Filter.createORFilter(filters);
    }

    static Filter both(Filter one, Filter other) {
        return Filter.createANDFilter(one, other);
    }

    /** What every entry of this kind matches, and no other. */
    Filter all(Kind kind) {
        return kind == Kind.USER ? users : groups;
    }

    String base(Kind kind) {
        return kind == Kind.USER ? settings.usersBase() : settings.groupsBase();
    }

    String nameAttribute(Kind kind) {
        return kind == Kind.USER ? settings.nameAttribute() : settings.groupNameAttribute();
    }

    /** What {@link #principal} reads, and more. */
    String[] attributes(Kind kind, String... more) {
        Set<String> names = new LinkedHashSet<>(List.of(settings.idAttribute(), nameAttribute(kind)));
        names.addAll(settings.displayAttributes());
        if (kind == Kind.USER) {
            names.add(MAIL);
            disabled.ifPresent(mark -> names.addAll(mark.attributes()));
        }
        names.addAll(List.of(more));
        return names.toArray(String[]::new);
    }

    /** @throws DirectoryException if the entry lacks what everybody here must have */
    Principal principal(Kind kind, Entry entry) throws DirectoryException {
        String name = name(kind, entry);
        String display = settings.displayAttributes().stream().map(entry::getAttributeValue)
                .filter(value -> value != null && !value.isBlank()).findFirst().orElse(name);
        if (kind == Kind.GROUP) {
            return new Principal(id(kind, entry), name, display, false);
        }
        String mail = entry.getAttributeValue(MAIL);
        return new Principal(id(kind, entry), name, display, disabled.isPresent() && disabled.get().on(entry), mail == null ? "" : mail.strip());
    }

    /** Of several values the one in the DN, so that it is always the same. */
    private String name(Kind kind, Entry entry) throws DirectoryException {
        String attribute = nameAttribute(kind);
        String[] values = entry.getAttributeValues(attribute);
        if (values == null || values.length == 0 || values[0].isBlank()) {
            throw new DirectoryException("the entry " + entry.getDN() + " has no attribute " + attribute + " that the service account may read");
        }
        if (values.length > 1) {
            try {
                RDN rdn = entry.getRDN();
                for (String value : values) {
                    if (rdn != null && rdn.hasAttributeValue(attribute, value)) {
                        return value;
                    }
                }
            } catch (LDAPException e) {
                throw new DirectoryException("the entry " + entry.getDN() + " has no DN that can be read", e);
            }
        }
        return values[0];
    }

    PrincipalId id(Kind kind, Entry entry) throws DirectoryException {
        Attribute attribute = entry.getAttribute(settings.idAttribute());
        try {
            if (attribute != null && attribute.hasValue()) {
                return new PrincipalId(settings.realm(), kind, guids ? Guid.text(attribute.getValueByteArray()) : attribute.getValue());
            }
        } catch (IllegalArgumentException e) {
            throw new DirectoryException("the entry " + entry.getDN() + " has a value of " + settings.idAttribute() + " that cannot be an id", e);
        }
        throw new DirectoryException("the entry " + entry.getDN() + " has no attribute " + settings.idAttribute()
                + " that the service account may read: see id.attribute");
    }

    boolean ours(PrincipalId id, Kind kind) {
        return id.realm().equals(settings.realm()) && id.kind() == kind;
    }

    /** What the entry of this id matches; empty if no entry can have it. */
    Optional<Filter> withId(String id) {
        String attribute = settings.idAttribute();
        if (!guids && !attribute.equalsIgnoreCase("entryUUID")) {
            return Optional.of(Filter.createEqualityFilter(attribute, id));
        }
        try {
            UUID uuid = UUID.fromString(id);
            if (!uuid.toString().equalsIgnoreCase(id)) {
                return Optional.empty();
            }
            return Optional.of(guids ? Filter.createEqualityFilter(attribute, Guid.bytes(uuid)) : Filter.createEqualityFilter(attribute, id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** One spelling for all spellings of a DN. */
    static String normal(String dn) throws DirectoryException {
        try {
            return DN.normalize(dn);
        } catch (LDAPException e) {
            throw new DirectoryException("'" + Trouble.firstLine(dn) + "' is no DN", e);
        }
    }
}
