package org.sallyport.store.jdbc;

import java.util.Optional;
import java.util.Set;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.paging.Page;
import org.sallyport.api.store.LocalAccount;
import org.sallyport.api.store.LocalAccounts;
import org.sallyport.api.store.LocalEntry;
import org.sallyport.api.store.LocalGroup;
import org.sallyport.api.store.StoreException;

/** The embedded directory's data: entries, their words and their memberships, each in its own class. */
final class LocalDirectory implements LocalAccounts {

    private final LocalEntryTable entries;
    private final LocalSearch words;
    private final LocalMemberTable members;

    LocalDirectory(ReadPool reads, Changes changes) {
        this.entries = new LocalEntryTable(reads, changes);
        this.words = new LocalSearch(reads);
        this.members = new LocalMemberTable(reads, changes);
    }

    @Override
    public Optional<LocalAccount> account(String id) throws StoreException {
        return entries.account(id);
    }

    @Override
    public Optional<LocalAccount> accountByName(String nameKey) throws StoreException {
        return entries.accountByName(nameKey);
    }

    @Override
    public Optional<LocalGroup> group(String id) throws StoreException {
        return entries.group(id);
    }

    @Override
    public Optional<LocalGroup> groupByName(String nameKey) throws StoreException {
        return entries.groupByName(nameKey);
    }

    @Override
    public Page<LocalEntry> search(String text, Set<Kind> kinds, Optional<String> cursor, int limit) throws StoreException {
        return words.search(text, kinds, cursor, limit);
    }

    @Override
    public Set<String> groupsOf(String user, Set<String> ofInterest) throws StoreException {
        return members.groupsOf(user, ofInterest);
    }

    @Override
    public Page<LocalEntry> people(String group, Optional<String> cursor, int limit) throws StoreException {
        return members.people(group, cursor, limit);
    }

    @Override
    public long countPeople(String group) throws StoreException {
        return members.countPeople(group);
    }

    @Override
    public Page<LocalEntry> directMembers(String group, Optional<String> cursor, int limit) throws StoreException {
        return members.directMembers(group, cursor, limit);
    }

    @Override
    public Page<LocalEntry> directGroups(Kind kind, String member, Optional<String> cursor, int limit) throws StoreException {
        return members.directGroups(kind, member, cursor, limit);
    }

    @Override
    public boolean contains(String group, String member) throws StoreException {
        return members.contains(group, member);
    }
}
