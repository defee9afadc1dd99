package org.sallyport.directory.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.PrincipalId.Kind;

/** Whom a group brings, from the group downwards. */
final class GroupsBelow {

    private static final int MOST_GROUPS = 10_000;

    private final LdapSettings settings;
    private final Entries entries;
    private final Searches searches;

    GroupsBelow(LdapSettings settings, Entries entries, Searches searches) {
        this.settings = settings;
        this.entries = entries;
        this.searches = searches;
    }

    /** What must have been read of a group. */
    String[] attributes() {
        return new String[] {settings.idAttribute(), GroupsAbove.SID, GroupsAbove.GID};
    }

    /** @param few so many are kept in full */
    Crowd people(Entry group, int few) throws DirectoryException {
        Crowd crowd = new Crowd(few);
        if (settings.membership() == LdapSettings.Membership.WALK) {
            walk(group, crowd);
            return crowd;
        }
        boolean chain = settings.membership() == LdapSettings.Membership.CHAIN;
        List<Filter> paths = new ArrayList<>();
        for (SearchResultEntry one : chain ? inChain(group) : nested(group)) {
            if (!chain) {
                paths.add(Filter.createEqualityFilter(GroupsAbove.MEMBER_OF, one.getDN()));
            }
            primary(one).ifPresent(paths::add);
        }
        primary(group).ifPresent(paths::add);
        paths.add(chain ? GroupsAbove.inChain(GroupsAbove.MEMBER_OF, group.getDN())
                : Filter.createEqualityFilter(GroupsAbove.MEMBER_OF, group.getDN()));
        add(paths, crowd);
        return crowd;
    }

    private void add(List<Filter> paths, Crowd crowd) throws DirectoryException {
        for (List<Filter> batch : GroupsAbove.batches(paths)) {
            Trap trap = new Trap();
            searches.all(settings.usersBase(), Entries.both(entries.all(Kind.USER), Entries.any(batch)),
                    user -> trap.run(() -> crowd.addDn(Entries.normal(user.getDN()))), "1.1");
            trap.spring();
        }
    }

    private List<SearchResultEntry> inChain(Entry group) throws DirectoryException {
        return searches.all(settings.groupsBase(),
                Entries.both(entries.all(Kind.GROUP), GroupsAbove.inChain(GroupsAbove.MEMBER_OF, group.getDN())), attributes());
    }

    /** The groups in the group, at any depth, by their own memberOf. */
    private List<SearchResultEntry> nested(Entry group) throws DirectoryException {
        Map<String, SearchResultEntry> found = new LinkedHashMap<>();
        List<String> level = List.of(group.getDN());
        Set<String> seen = new HashSet<>(Set.of(Entries.normal(group.getDN())));
        while (!level.isEmpty()) {
            List<String> next = new ArrayList<>();
            for (List<String> batch : GroupsAbove.batches(level)) {
                Filter within = Entries.any(batch.stream().map(dn -> Filter.createEqualityFilter(GroupsAbove.MEMBER_OF, dn)).toList());
                for (SearchResultEntry one : searches.all(settings.groupsBase(), Entries.both(entries.all(Kind.GROUP), within), attributes())) {
                    String normal = Entries.normal(one.getDN());
                    if (seen.add(normal)) {
                        found.put(normal, one);
                        next.add(one.getDN());
                    }
                }
            }
            bound(found.size(), group);
            level = next;
        }
        return List.copyOf(found.values());
    }

    /** What people match who are in this very group without being listed. */
    private Optional<Filter> primary(Entry group) {
        return switch (settings.primaryGroup()) {
            case GID_NUMBER -> Optional.ofNullable(group.getAttributeValue(GroupsAbove.GID))
                    .map(gid -> Filter.createEqualityFilter(GroupsAbove.GID, gid));
            case PRIMARY_GROUP_ID -> Optional.ofNullable(group.getAttributeValueBytes(GroupsAbove.SID))
                    .map(sid -> Filter.createEqualityFilter(GroupsAbove.PRIMARY_GROUP_ID, Long.toString(Sid.number(sid))));
            case NONE -> Optional.empty();
        };
    }

    private void walk(Entry group, Crowd crowd) throws DirectoryException {
        Map<String, String> groups = null;
        Set<String> seen = new HashSet<>(Set.of(Entries.normal(group.getDN())));
        Deque<String> open = new ArrayDeque<>(List.of(group.getDN()));
        List<Filter> primary = new ArrayList<>();
        String users = Entries.normal(settings.usersBase());
        while (!open.isEmpty()) {
            Members members = members(open.remove());
            primary(members.group()).ifPresent(primary::add);
            members.names().forEach(crowd::addName);
            if (groups == null && !members.dns().isEmpty()) {
                groups = allGroups();
            }
            for (String member : members.dns()) {
                String normal = Entries.normal(member);
                if (groups.containsKey(normal)) {
                    if (seen.add(normal)) {
                        open.add(groups.get(normal));
                    }
                } else if (normal.endsWith("," + users)) {
                    crowd.addDn(normal);
                }
            }
            bound(seen.size(), group);
        }
        add(primary, crowd);
    }

    /** What a member is cannot be told from its DN; but there are far fewer groups than members. */
    private Map<String, String> allGroups() throws DirectoryException {
        Map<String, String> groups = new LinkedHashMap<>();
        for (SearchResultEntry one : searches.all(settings.groupsBase(), entries.all(Kind.GROUP), "1.1")) {
            groups.put(Entries.normal(one.getDN()), one.getDN());
        }
        return groups;
    }

    private record Members(Entry group, List<String> dns, List<String> names) {
    }

    /** All members that a group lists, where need be in pieces: Active Directory returns 1,500 at a time, {@code member;range=0-1499}. */
    private Members members(String dn) throws DirectoryException {
        List<String> dns = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Entry first = null;
        List<String> asked = new ArrayList<>(settings.memberAttributes());
        while (!asked.isEmpty()) {
            List<String> all = new ArrayList<>(asked);
            all.addAll(List.of(attributes()));
            Optional<SearchResultEntry> group = searches.read(dn, entries.all(Kind.GROUP), all.toArray(String[]::new));
            if (group.isEmpty()) {
                break;
            }
            first = first == null ? group.get() : first;
            asked.clear();
            for (Attribute attribute : group.get().getAttributes()) {
                String base = attribute.getBaseName();
                if (settings.memberAttributes().stream().anyMatch(base::equalsIgnoreCase)) {
                    List.of(attribute.getValues()).forEach((GroupsAbove.holdsNames(base) ? names : dns)::add);
                    further(attribute).ifPresent(asked::add);
                }
            }
        }
        return new Members(first == null ? new Entry(dn) : first, dns, names);
    }

    private static Optional<String> further(Attribute attribute) {
        for (String option : attribute.getOptions()) {
            String range = option.toLowerCase(Locale.ROOT);
            if (range.matches("range=\\d{1,9}-\\d{1,9}")) {
                long last = Long.parseLong(range.substring(range.indexOf('-') + 1));
                return Optional.of(attribute.getBaseName() + ";range=" + (last + 1) + "-*");
            }
        }
        return Optional.empty();
    }

    private static void bound(int groups, Entry group) throws DirectoryException {
        if (groups > MOST_GROUPS) {
            throw new DirectoryException("the group " + group.getDN() + " contains more than " + MOST_GROUPS + " groups");
        }
    }
}
