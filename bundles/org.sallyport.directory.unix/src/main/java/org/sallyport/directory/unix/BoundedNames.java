package org.sallyport.directory.unix;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.sallyport.api.directory.DirectoryException;

/** A name service that nobody waits for too long. */
record BoundedNames(NameService names, Desk desk) implements NameService {

    @Override
    public Optional<Account> account(String name) throws DirectoryException {
        return desk.ask(() -> names.account(name));
    }

    @Override
    public Optional<Account> account(long uid) throws DirectoryException {
        return desk.ask(() -> names.account(uid));
    }

    @Override
    public Optional<HostGroup> group(long gid) throws DirectoryException {
        return desk.ask(() -> names.group(gid));
    }

    @Override
    public Set<Long> groupsOf(Account account) throws DirectoryException {
        return desk.ask(() -> names.groupsOf(account));
    }

    @Override
    public List<Account> accounts() throws DirectoryException {
        return desk.ask(names::accounts);
    }

    @Override
    public List<HostGroup> groups() throws DirectoryException {
        return desk.ask(names::groups);
    }
}
