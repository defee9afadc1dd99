package org.sallyport.directory.unix;

import java.util.Optional;
import java.util.Set;

import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;

/**
 * Which accounts are people, and how accounts and groups are called outside. The stable id is the number: it is what the host
 * itself goes by, and it stays when an account is renamed.
 *
 * @param uidMin least number of a person; above 0, so that root is none
 * @param uidMax greatest number of a person
 * @param noShells shells of accounts that nobody is to sign in with
 */
record People(String realm, long uidMin, long uidMax, Set<String> noShells) {

    private static final int LONGEST_NAME = 256;

    boolean person(Account account) {
        return account.uid() >= uidMin && account.uid() <= uidMax && presentable(account.name());
    }

    /** An account is switched off by giving it a shell that lets nobody in. */
    boolean disabled(Account account) {
        return noShells.contains(account.shell());
    }

    Principal principal(Account account) {
        return new Principal(PrincipalId.user(realm, Long.toString(account.uid())), account.name(), account.displayName(), disabled(account));
    }

    Principal principal(HostGroup group) {
        return new Principal(PrincipalId.group(realm, Long.toString(group.gid())), group.name(), group.name(), false);
    }

    /** The number in an id of ours; empty for any other. */
    Optional<Long> number(PrincipalId id) {
        return id.realm().equals(realm) && id.id().matches("0|[1-9][0-9]{0,9}") ? Optional.of(Long.parseLong(id.id()))
                .filter(number -> number <= 0xFFFF_FFFFL) : Optional.empty();
    }

    /** Whether a text may be a name at all: what is not is never shown to the C library. */
    static boolean presentable(String name) {
        return !name.isBlank() && name.length() <= LONGEST_NAME && name.chars().noneMatch(c -> Character.isISOControl(c) || c == ':')
                && name.codePoints().noneMatch(c -> c == 0xFFFD || Character.getType(c) == Character.SURROGATE);
    }
}
