package org.sallyport.directory.unix;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.sallyport.api.directory.DirectoryException;

/** What the host knows of users and groups. Thread-safe. Absent is empty; a host that cannot tell is an exception. */
interface NameService {

    Optional<Account> account(String name) throws DirectoryException;

    Optional<Account> account(long uid) throws DirectoryException;

    Optional<HostGroup> group(long gid) throws DirectoryException;

    /** Groups of an account, the primary one among them. */
    Set<Long> groupsOf(Account account) throws DirectoryException;

    /** As many as the host is willing to list; each uid once. */
    List<Account> accounts() throws DirectoryException;

    /** As many as the host is willing to list; each gid once. */
    List<HostGroup> groups() throws DirectoryException;
}
