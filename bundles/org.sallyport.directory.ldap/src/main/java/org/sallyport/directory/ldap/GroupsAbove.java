package org.sallyport.directory.ldap;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;

/** Which groups somebody is in, from the user upwards. */
final class GroupsAbove {

    static final String IN_CHAIN = "1.2.840.113556.1.4.1941";
    static final String MEMBER_OF = "memberOf";
    static final String SID = "objectSid";
    static final String PRIMARY_GROUP_ID = "primaryGroupID";
    static final String GID = "gidNumber";

    /** Who is in more groups is in trouble anyway; the walk must come to an end. */
    private static final int MOST_GROUPS = 10_000;

    private final LdapSettings settings;
    private final Entries entries;
    private final Searches searches;

    GroupsAbove(LdapSettings settings, Entries entries, Searches searches) {
        this.settings = settings;
        this.entries = entries;
        this.searches = searches;
    }

    /** What must have been read of a user. */
    String[] attributes() {
        return entries.attributes(Kind.USER, MEMBER_OF, SID, PRIMARY_GROUP_ID, GID);
    }

    /** @return a subset of {@code wanted}, all of which are groups of this realm */
    Set<PrincipalId> of(Entry user, Set<PrincipalId> wanted) throws DirectoryException {
        Set<PrincipalId> found = switch (settings.membership()) {
            case CHAIN -> asked(user, wanted);
            case MEMBER_OF -> followed(user, wanted);
            case WALK -> walked(user, wanted);
        };
        found.retainAll(wanted);
        return found;
    }

    /** One question a batch: which of these contain the user, or the user's primary group, at any depth? */
    private Set<PrincipalId> asked(Entry user, Set<PrincipalId> wanted) throws DirectoryException {
        List<Filter> paths = new ArrayList<>(List.of(inChain("member", user.getDN())));
        for (Filter primary : primary(user)) {
            paths.add(primary);
            for (SearchResultEntry group : searches.all(settings.groupsBase(), Entries.both(entries.all(Kind.GROUP), primary), "1.1")) {
                paths.add(inChain("member", group.getDN()));
            }
        }
        List<Filter> ids = wanted.stream().map(PrincipalId::id).map(entries::withId).flatMap(Optional::stream).toList();
        Set<PrincipalId> found = new HashSet<>();
        for (List<Filter> batch : batches(ids)) {
            Filter filter = Filter.createANDFilter(entries.all(Kind.GROUP), Entries.any(batch), Entries.any(paths));
            for (SearchResultEntry group : searches.all(settings.groupsBase(), filter, settings.idAttribute())) {
                found.add(entries.id(Kind.GROUP, group));
            }
        }
        return found;
    }

    static Filter inChain(String attribute, String dn) {
        return Filter.createExtensibleMatchFilter(attribute, IN_CHAIN, false, dn);
    }

    /** Level by level: the groups that have one of the last level's as a member. */
    private Set<PrincipalId> walked(Entry user, Set<PrincipalId> wanted) throws DirectoryException {
        List<Filter> frontier = new ArrayList<>(holding(user.getDN()));
        String name = entries.principal(Kind.USER, user).name();
        settings.memberAttributes().stream().filter(GroupsAbove::holdsNames)
                .forEach(attribute -> frontier.add(Filter.createEqualityFilter(attribute, name)));
        frontier.addAll(primary(user));
        Map<String, PrincipalId> visited = new HashMap<>();
        List<Filter> level = frontier;
        while (!level.isEmpty() && !visited.values().containsAll(wanted)) {
            List<Filter> next = new ArrayList<>();
            for (List<Filter> batch : batches(level)) {
                Filter filter = Entries.both(entries.all(Kind.GROUP), Entries.any(batch));
                for (SearchResultEntry group : searches.all(settings.groupsBase(), filter, settings.idAttribute())) {
                    if (visited.putIfAbsent(Entries.normal(group.getDN()), entries.id(Kind.GROUP, group)) == null) {
                        next.addAll(holding(group.getDN()));
                    }
                }
            }
            bound(visited.keySet(), user);
            level = next;
        }
        return new HashSet<>(visited.values());
    }

    private List<Filter> holding(String dn) {
        return settings.memberAttributes().stream().filter(attribute -> !holdsNames(attribute))
                .map(attribute -> Filter.createEqualityFilter(attribute, dn)).toList();
    }

    /** Of RFC 2307: it lists people by name, and no groups. */
    static boolean holdsNames(String attribute) {
        return attribute.equalsIgnoreCase("memberUid");
    }

    /** From entry to entry: some servers write only the nearest groups into memberOf, some all. */
    private Set<PrincipalId> followed(Entry user, Set<PrincipalId> wanted) throws DirectoryException {
        Set<PrincipalId> found = new HashSet<>();
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(listed(user));
        for (Filter primary : primary(user)) {
            for (SearchResultEntry group : searches.all(settings.groupsBase(), Entries.both(entries.all(Kind.GROUP), primary), "1.1")) {
                open.add(group.getDN());
            }
        }
        String base = "," + Entries.normal(settings.groupsBase());
        while (!open.isEmpty() && !found.containsAll(wanted)) {
            String dn = open.remove();
            String normal = Entries.normal(dn);
            if (normal.endsWith(base) && seen.add(normal)) {
                bound(seen, user);
                Optional<SearchResultEntry> group = searches.read(dn, entries.all(Kind.GROUP), settings.idAttribute(), MEMBER_OF);
                if (group.isPresent()) {
                    found.add(entries.id(Kind.GROUP, group.get()));
                    open.addAll(listed(group.get()));
                }
            }
        }
        return found;
    }

    private static List<String> listed(Entry entry) {
        String[] values = entry.getAttributeValues(MEMBER_OF);
        return values == null ? List.of() : List.of(values);
    }

    /** What the group matches that the user is in without being listed. */
    private List<Filter> primary(Entry user) throws DirectoryException {
        switch (settings.primaryGroup()) {
            case GID_NUMBER -> {
                String gid = user.getAttributeValue(GID);
                return gid == null ? List.of() : List.of(Filter.createEqualityFilter(GID, gid));
            }
            case PRIMARY_GROUP_ID -> {
                Long number = user.getAttributeValueAsLong(PRIMARY_GROUP_ID);
                byte[] sid = user.getAttributeValueBytes(SID);
                if (number == null || sid == null) {
                    throw new DirectoryException("the entry " + user.getDN() + " has no " + PRIMARY_GROUP_ID + " or no " + SID
                            + " that the service account may read: see primary.group");
                }
                try {
                    return List.of(Filter.createEqualityFilter(SID, Sid.neighbour(sid, number)));
                } catch (IllegalArgumentException e) {
                    throw new DirectoryException("the entry " + user.getDN() + " has an " + SID + " that is none", e);
                }
            }
            default -> {
                return List.of();
            }
        }
    }

    private static void bound(Collection<String> groups, Entry user) throws DirectoryException {
        if (groups.size() > MOST_GROUPS) {
            throw new DirectoryException("the entry " + user.getDN() + " is in more than " + MOST_GROUPS + " groups");
        }
    }

    static <T> List<List<T>> batches(List<T> all) {
        List<List<T>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += Entries.BATCH) {
            batches.add(all.subList(from, Math.min(all.size(), from + Entries.BATCH)));
        }
        return batches;
    }
}
