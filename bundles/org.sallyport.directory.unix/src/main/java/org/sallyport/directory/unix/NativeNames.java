package org.sallyport.directory.unix;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

import org.sallyport.api.directory.DirectoryException;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;

/**
 * The name service switch of this host, asked through the C library.
 *
 * <p>The C library says "not found" of everything when it cannot read the files, so an absence is believed only while the host
 * still knows root, and while the services that {@code nsswitch.conf} names answer.
 */
final class NativeNames implements NameService {

    /** The list is one for the whole process, whoever reads it. */
    private static final Lock LISTING = new ReentrantLock();

    private static final int EPERM = 1;
    private static final int ENOENT = 2;
    private static final int ESRCH = 3;
    private static final int EINTR = 4;
    private static final int EBADF = 9;
    private static final int ERANGE = 34;
    /** What the manual of getpwnam(3) and experience list for "there is none". */
    private static final Set<Integer> ABSENT = Set.of(0, EPERM, ENOENT, ESRCH, EBADF);

    private static final int FIRST_BUFFER = 4 * 1024;
    private static final int LISTING_BUFFER = 256 * 1024;
    private static final int LARGEST_BUFFER = 64 * 1024 * 1024;
    private static final int MOST_GROUPS = 65_536;

    private static final int P = Native.POINTER_SIZE;
    /** More than a {@code struct passwd} or {@code struct group} takes. */
    private static final int ENTRY = 16 * P;

    private final NativeLibraries libraries;
    private final Sources sources;

    NativeNames(NativeLibraries libraries, Sources sources) {
        this.libraries = libraries;
        this.sources = sources;
    }

    /** One of the functions that find or list entries. */
    @FunctionalInterface
    private interface Call {
        int into(Pointer entry, Pointer buffer, NativeSize size, PointerByReference result);
    }

    @Override
    public Optional<Account> account(String name) throws DirectoryException {
        Libc libc = libraries.libc();
        Optional<Account> found = one("passwd", NativeNames::readAccount,
                (entry, buffer, size, result) -> libc.getpwnam_r(name, entry, buffer, size, result));
        return found.isPresent() ? found : absentAccount(libc);
    }

    @Override
    public Optional<Account> account(long uid) throws DirectoryException {
        Libc libc = libraries.libc();
        Optional<Account> found = byUid(libc, (int) uid);
        return found.isPresent() ? found : absentAccount(libc);
    }

    @Override
    public Optional<HostGroup> group(long gid) throws DirectoryException {
        Libc libc = libraries.libc();
        Optional<HostGroup> found = byGid(libc, (int) gid);
        if (found.isEmpty()) {
            requireGroups(libc);
        }
        return found;
    }

    @Override
    public Set<Long> groupsOf(Account account) throws DirectoryException {
        Libc libc = libraries.libc();
        // It reports no trouble, and answers with the primary group alone.
        requireGroups(libc);
        IntByReference count = new IntByReference(64);
        while (true) {
            int room = count.getValue();
            if (room < 1 || room > MOST_GROUPS) {
                throw new DirectoryException("the host says that '" + account.name() + "' is in " + room + " groups");
            }
            Memory gids = new Memory(4L * room);
            if (libc.getgrouplist(account.name(), (int) account.gid(), gids, count) >= 0) {
                Set<Long> groups = new TreeSet<>();
                for (int gid : gids.getIntArray(0, Math.min(room, count.getValue()))) {
                    groups.add(Integer.toUnsignedLong(gid));
                }
                return groups;
            }
            count.setValue(Math.max(count.getValue(), room * 2));
        }
    }

    @Override
    public List<Account> accounts() throws DirectoryException {
        Libc libc = libraries.libc();
        List<Account> all = list("passwd", NativeNames::readAccount, libc::setpwent, libc::getpwent_r, libc::endpwent, Account::uid);
        requireRoot(all, account -> account.uid() == 0, "users");
        sources.requireAnswers("passwd");
        return all;
    }

    @Override
    public List<HostGroup> groups() throws DirectoryException {
        Libc libc = libraries.libc();
        List<HostGroup> all = list("group", NativeNames::readGroup, libc::setgrent, libc::getgrent_r, libc::endgrent, HostGroup::gid);
        requireRoot(all, group -> group.gid() == 0, "groups");
        sources.requireAnswers("group");
        return all;
    }

    private Optional<Account> absentAccount(Libc libc) throws DirectoryException {
        requireRoot(byUid(libc, 0).stream().toList(), account -> true, "users");
        sources.requireAnswers("passwd");
        return Optional.empty();
    }

    private void requireGroups(Libc libc) throws DirectoryException {
        requireRoot(byGid(libc, 0).stream().toList(), group -> true, "groups");
        sources.requireAnswers("group");
    }

    private static <T> void requireRoot(List<T> found, Predicate<T> root, String what) throws DirectoryException {
        if (found.stream().noneMatch(root)) {
            throw new DirectoryException("the host does not even know root among its " + what
                    + ": /etc/nsswitch.conf, or a file it names, cannot be read");
        }
    }

    private static Optional<Account> byUid(Libc libc, int uid) throws DirectoryException {
        return one("passwd", NativeNames::readAccount, (entry, buffer, size, result) -> libc.getpwuid_r(uid, entry, buffer, size, result));
    }

    private static Optional<HostGroup> byGid(Libc libc, int gid) throws DirectoryException {
        return one("group", NativeNames::readGroup, (entry, buffer, size, result) -> libc.getgrgid_r(gid, entry, buffer, size, result));
    }

    private static <T> Optional<T> one(String database, Function<Pointer, T> reader, Call call) throws DirectoryException {
        Memory entry = new Memory(ENTRY);
        PointerByReference result = new PointerByReference();
        int size = FIRST_BUFFER;
        while (true) {
            Memory buffer = new Memory(size);
            int error = call.into(entry, buffer, new NativeSize(size), result);
            if (error == ERANGE && size < LARGEST_BUFFER) {
                size *= 4;
            } else if (result.getValue() != null) {
                return Optional.of(reader.apply(entry));
            } else if (ABSENT.contains(error)) {
                return Optional.empty();
            } else if (error != EINTR) {
                throw trouble(database, error);
            }
        }
    }

    private static <T> List<T> list(String database, Function<Pointer, T> reader, Runnable open, Call call, Runnable close,
            ToLongFunction<T> number) throws DirectoryException {
        List<T> all = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        Memory entry = new Memory(ENTRY);
        PointerByReference result = new PointerByReference();
        int size = LISTING_BUFFER;
        Memory buffer = new Memory(size);
        LISTING.lock();
        try {
            open.run();
            while (true) {
                int error = call.into(entry, buffer, new NativeSize(size), result);
                if (error == ERANGE && size < LARGEST_BUFFER) {
                    size *= 4;
                    buffer = new Memory(size);
                } else if (error == 0 && result.getValue() != null) {
                    T one = reader.apply(entry);
                    // The first of a number is the one that the number finds.
                    if (seen.add(number.applyAsLong(one))) {
                        all.add(one);
                    }
                } else if (ABSENT.contains(error)) {
                    return all;
                } else if (error != EINTR) {
                    throw trouble(database, error);
                }
            }
        } finally {
            close.run();
            LISTING.unlock();
        }
    }

    private static DirectoryException trouble(String database, int error) {
        return new DirectoryException("the host cannot look up its database '" + database + "': error " + error);
    }

    private static Account readAccount(Pointer entry) {
        return new Account(text(entry, 0), Integer.toUnsignedLong(entry.getInt(2L * P)), Integer.toUnsignedLong(entry.getInt(2L * P + 4)),
                text(entry, 2 * P + 8), text(entry, 4 * P + 8));
    }

    private static HostGroup readGroup(Pointer entry) {
        List<String> members = new ArrayList<>();
        Pointer names = entry.getPointer(3L * P);
        for (long at = 0; names != null && names.getPointer(at) != null; at += P) {
            members.add(names.getPointer(at).getString(0, "UTF-8"));
        }
        return new HostGroup(text(entry, 0), Integer.toUnsignedLong(entry.getInt(2L * P)), members);
    }

    private static String text(Pointer entry, int offset) {
        Pointer text = entry.getPointer(offset);
        return text == null ? "" : text.getString(0, "UTF-8");
    }
}
