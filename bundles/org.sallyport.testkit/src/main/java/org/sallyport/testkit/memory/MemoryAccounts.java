package org.sallyport.testkit.memory;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.paging.Page;
import org.sallyport.api.store.LocalAccount;
import org.sallyport.api.store.LocalAccounts;
import org.sallyport.api.store.LocalEntry;
import org.sallyport.api.store.LocalGroup;

/** Users, groups and memberships in memory. */
final class MemoryAccounts implements LocalAccounts {

    private final Supplier<MemoryState> state;

    MemoryAccounts(Supplier<MemoryState> state) {
        this.state = state;
    }

    /** An entry and the key it is compared by. */
    private record Keyed(LocalEntry entry, String nameKey) {

        private String sortKey() {
            return nameKey + "\n" + entry.kind();
        }
    }

    @Override
    public Optional<LocalAccount> account(String id) {
        return Optional.ofNullable(state.get().accounts.get(id));
    }

    @Override
    public Optional<LocalAccount> accountByName(String nameKey) {
        return state.get().accounts.values().stream().filter(account -> account.nameKey().equals(nameKey)).findFirst();
    }

    @Override
    public Optional<LocalGroup> group(String id) {
        return Optional.ofNullable(state.get().groups.get(id));
    }

    @Override
    public Optional<LocalGroup> groupByName(String nameKey) {
        return state.get().groups.values().stream().filter(group -> group.nameKey().equals(nameKey)).findFirst();
    }

    @Override
    public Page<LocalEntry> search(String text, Set<Kind> kinds, Optional<String> cursor, int limit) {
        Collection<String> wanted = words(text);
        boolean all = text.isBlank();
        return page(entries(state.get()).filter(one -> kinds.contains(one.entry().kind()))
                .filter(one -> all || !wanted.isEmpty() && matches(one.entry(), wanted)), cursor, limit);
    }

    private static boolean matches(LocalEntry entry, Collection<String> wanted) {
        Collection<String> words = words(entry.name() + " " + entry.displayName());
        return wanted.stream().allMatch(prefix -> words.stream().anyMatch(word -> word.startsWith(prefix)));
    }

    private static List<String> words(String text) {
        return Arrays.stream(Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).split("[\\s\\p{Punct}\\p{IsPunctuation}]+"))
                .filter(word -> !word.isEmpty()).toList();
    }

    @Override
    public Set<String> groupsOf(String user, Set<String> ofInterest) {
        Set<String> groups = state.get().groupsAround(Kind.USER, user);
        groups.retainAll(ofInterest);
        return groups;
    }

    @Override
    public Page<LocalEntry> people(String group, Optional<String> cursor, int limit) {
        return page(peopleIn(state.get(), group), cursor, limit);
    }

    @Override
    public long countPeople(String group) {
        return peopleIn(state.get(), group).count();
    }

    private static Stream<Keyed> peopleIn(MemoryState state, String group) {
        return entries(state).filter(one -> one.entry().kind() == Kind.USER)
                .filter(one -> state.groupsAround(Kind.USER, one.entry().id()).contains(group));
    }

    @Override
    public Page<LocalEntry> directMembers(String group, Optional<String> cursor, int limit) {
        MemoryState now = state.get();
        return page(entries(now).filter(one -> now.members.contains(
                new MemoryState.Membership(group, one.entry().kind(), one.entry().id()))), cursor, limit);
    }

    @Override
    public Page<LocalEntry> directGroups(Kind kind, String member, Optional<String> cursor, int limit) {
        MemoryState now = state.get();
        Set<String> groups = now.groupsWith(kind, member).collect(Collectors.toSet());
        return page(entries(now).filter(one -> one.entry().kind() == Kind.GROUP && groups.contains(one.entry().id())), cursor, limit);
    }

    @Override
    public boolean contains(String group, String member) {
        MemoryState now = state.get();
        return group.equals(member) ? now.groups.containsKey(group) : now.groupsAround(Kind.GROUP, member).contains(group);
    }

    private static Stream<Keyed> entries(MemoryState state) {
        return Stream.concat(
                state.accounts.values().stream().map(user -> new Keyed(
                        new LocalEntry(Kind.USER, user.id(), user.name(), user.displayName(), user.disabled()), user.nameKey())),
                state.groups.values().stream().map(group -> new Keyed(
                        new LocalEntry(Kind.GROUP, group.id(), group.name(), group.displayName(), false), group.nameKey())));
    }

    private static Page<LocalEntry> page(Stream<Keyed> all, Optional<String> cursor, int limit) {
        return MemoryPages.page(all, Keyed::sortKey, cursor, limit).map(Keyed::entry);
    }
}
