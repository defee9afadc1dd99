package org.sallyport.testkit.directory;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.directory.Verdict;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;

/** Directories that each get one thing wrong, as real ones have, and the rules that say so. */
enum BrokenDirectory {

    ACCEPTS_AN_EMPTY_PASSWORD(() -> new Wrong() {
        @Override
        public Verdict authenticate(String login, char[] password) throws DirectoryException {
            Optional<Principal> user = named(login);
            return password.length == 0 && user.isPresent() ? Verdict.accepted(user.get()) : super.authenticate(login, password);
        }
    }, "rejectsAnEmptyPassword"),

    ACCEPTS_NOBODY(() -> new Wrong() {
        @Override
        public Verdict authenticate(String login, char[] password) throws DirectoryException {
            super.authenticate(login, password);
            return Verdict.rejected();
        }
    }, "acceptsTheRightPassword"),

    TRIMS_PASSWORDS(() -> new Wrong() {
        @Override
        public Verdict authenticate(String login, char[] password) throws DirectoryException {
            return super.authenticate(login, new String(password).strip().toCharArray());
        }
    }, "rejectsAWrongPassword"),

    CUTS_PASSWORDS_AT_A_ZERO(() -> new Wrong() {
        @Override
        public Verdict authenticate(String login, char[] password) throws DirectoryException {
            return super.authenticate(login, new String(password).split("\0", 2)[0].toCharArray());
        }
    }, "rejectsAWrongPassword"),

    KNOWS_ASCII_PASSWORDS_ONLY(() -> new Wrong() {
        @Override
        public Verdict authenticate(String login, char[] password) throws DirectoryException {
            return super.authenticate(login, new String(new String(password).getBytes(US_ASCII), US_ASCII).toCharArray());
        }
    }, "acceptsNamesAndPasswordsBeyondAscii"),

    FALLS_FOR_A_STAR_AT_SIGN_IN(() -> new Wrong() {
        @Override
        public Verdict authenticate(String login, char[] password) throws DirectoryException {
            return super.authenticate(login.equals("al*") ? "alice" : login, password);
        }
    }, "rejectsAnUnknownNameLikeAWrongPassword"),

    FALLS_FOR_A_STAR_IN_NAMES(() -> new Wrong() {
        @Override
        public Optional<Principal> named(String login) throws DirectoryException {
            return super.named(login.equals("*") ? "alice" : login);
        }
    }, "rejectsAnUnknownNameLikeAWrongPassword"),

    FALLS_FOR_A_STAR_IN_IDS(() -> new Wrong() {
        @Override
        public Optional<Principal> find(PrincipalId id) throws DirectoryException {
            return id.id().equals("*") ? super.named("alice") : super.find(id);
        }
    }, "findsNobodyUnderAnUnknownId"),

    FALLS_FOR_A_STAR_IN_SEARCHES(() -> new Wrong() {
        @Override
        public Page<Principal> search(String text, Set<Kind> kinds, Optional<String> cursor, int limit) throws DirectoryException {
            return super.search(text.replace("*", ""), kinds, cursor, limit);
        }
    }, "findsNobodyWhoIsNotMeant"),

    FALLS_FOR_A_PERCENT_IN_SEARCHES(() -> new Wrong() {
        @Override
        public Page<Principal> search(String text, Set<Kind> kinds, Optional<String> cursor, int limit) throws DirectoryException {
            return super.search(text.replace("%", ""), kinds, cursor, limit);
        }
    }, "findsNobodyWhoIsNotMeant"),

    DROPS_INVISIBLE_CHARACTERS(() -> new Wrong() {
        @Override
        public Verdict authenticate(String login, char[] password) throws DirectoryException {
            return super.authenticate(login.replace("\u200b", ""), password);
        }
    }, "rejectsAnUnknownNameLikeAWrongPassword"),

    CUTS_NAMES_AT_A_ZERO(() -> new Wrong() {
        @Override
        public Verdict authenticate(String login, char[] password) throws DirectoryException {
            return super.authenticate(login.split("\0", 2)[0], password);
        }
    }, "rejectsAnUnknownNameLikeAWrongPassword"),

    TAKES_GROUPS_FOR_PEOPLE(() -> new Wrong() {
        @Override
        public Optional<Principal> named(String login) throws DirectoryException {
            return super.search(login, EnumSet.allOf(Kind.class), Optional.empty(), 10).items().stream()
                    .filter(one -> one.name().equals(login)).findFirst();
        }
    }, "rejectsAnUnknownNameLikeAWrongPassword"),

    KNOWS_NAMES_ONLY_WITH_A_PASSWORD(() -> new Wrong() {
        @Override
        public Optional<Principal> named(String login) throws DirectoryException {
            super.named(login);
            return Optional.empty();
        }
    }, "knowsWhomALoginMeansWithoutThePassword"),

    BREAKS_AT_LONG_INPUT(() -> new Wrong() {
        @Override
        public Verdict authenticate(String login, char[] password) throws DirectoryException {
            if (login.length() > 1000 || password.length > 1000) {
                throw new IllegalArgumentException("too long");
            }
            return super.authenticate(login, password);
        }
    }, "rejectsNamesAndPasswordsOfAnyLength"),

    TELLS_WHO_IS_DISABLED(() -> new Wrong() {
        @Override
        public Verdict authenticate(String login, char[] password) throws DirectoryException {
            Optional<Principal> user = named(login).filter(Principal::disabled);
            return user.isPresent() ? Verdict.barred(Verdict.Outcome.DISABLED, user.get()) : super.authenticate(login, password);
        }
    }, "saysDisabledOnlyAfterTheRightPassword"),

    LETS_THE_DISABLED_IN(() -> new Wrong() {
        @Override
        public Verdict authenticate(String login, char[] password) throws DirectoryException {
            return super.authenticate(login, password).user().map(Verdict::accepted).orElse(Verdict.rejected());
        }
    }, "saysDisabledOnlyAfterTheRightPassword"),

    CLEARS_THE_CALLERS_PASSWORD(() -> new Wrong() {
        @Override
        public Verdict authenticate(String login, char[] password) throws DirectoryException {
            Verdict verdict = super.authenticate(login, password);
            Arrays.fill(password, '\0');
            return verdict;
        }
    }, "leavesThePasswordToTheCaller"),

    SHARES_A_FIELD_BETWEEN_THREADS(() -> new Wrong() {
        private volatile String login;

        @Override
        public Verdict authenticate(String asked, char[] password) throws DirectoryException {
            login = asked;
            LockSupport.parkNanos(2_000_000);
            return super.authenticate(login, password);
        }
    }, "servesManyThreadsAtOnce"),

    CHANGES_ITS_FINGERPRINT(() -> new Wrong() {
        private int users;

        @Override
        public synchronized void addUser(String login, String displayName, String password) {
            super.addUser(login, displayName, password);
            users++;
        }

        @Override
        public String fingerprint() {
            return "with " + users + " users";
        }
    }, "tellsItselfFromOthersByAConstantFingerprint"),

    FINDS_USERS_ONLY(() -> new Wrong() {
        @Override
        public Optional<Principal> find(PrincipalId id) throws DirectoryException {
            return super.find(id).filter(one -> one.id().isUser());
        }
    }, "findsUsersAndGroupsById"),

    FINDS_IDS_OF_OTHER_REALMS(() -> new Wrong() {
        @Override
        public Optional<Principal> find(PrincipalId id) throws DirectoryException {
            return super.find(own(id));
        }
    }, "findsNobodyUnderAnUnknownId"),

    KNOWS_NO_DIRECT_MEMBERSHIPS(() -> new Wrong() {
        @Override
        public Set<PrincipalId> memberships(PrincipalId user, Set<PrincipalId> ofInterest) throws DirectoryException {
            Set<PrincipalId> found = super.memberships(user, ofInterest);
            found.removeAll(direct(user));
            return found;
        }
    }, "knowsDirectMemberships"),

    KNOWS_DIRECT_MEMBERSHIPS_ONLY(() -> new Wrong() {
        @Override
        public Set<PrincipalId> memberships(PrincipalId user, Set<PrincipalId> ofInterest) throws DirectoryException {
            Set<PrincipalId> found = super.memberships(user, ofInterest);
            found.retainAll(direct(user));
            return found;
        }
    }, "knowsMembershipsThroughGroupsInGroups", "survivesGroupsThatContainEachOther"),

    STOPS_AT_THE_SECOND_LEVEL(() -> new Wrong() {
        @Override
        public Set<PrincipalId> memberships(PrincipalId user, Set<PrincipalId> ofInterest) throws DirectoryException {
            Set<PrincipalId> found = super.memberships(user, ofInterest);
            Set<PrincipalId> near = new HashSet<>(direct(user));
            direct(user).forEach(group -> near.addAll(direct(group)));
            found.retainAll(near);
            return found;
        }
    }, "knowsMembershipsAtAnyDepth"),

    RUNS_IN_CIRCLES(() -> new Wrong() {
        @Override
        public Set<PrincipalId> memberships(PrincipalId user, Set<PrincipalId> ofInterest) throws DirectoryException {
            climb(user);
            return super.memberships(user, ofInterest);
        }

        private void climb(PrincipalId member) {
            direct(member).forEach(this::climb);
        }
    }, "survivesGroupsThatContainEachOther"),

    NEVER_COMES_BACK_FROM_A_CIRCLE(() -> new Wrong() {
        @Override
        public Set<PrincipalId> memberships(PrincipalId user, Set<PrincipalId> ofInterest) throws DirectoryException {
            List<PrincipalId> open = new ArrayList<>(direct(user));
            while (!open.isEmpty() && !Thread.currentThread().isInterrupted()) {
                open.addAll(direct(open.remove(0)));
                LockSupport.parkNanos(1_000_000);
            }
            return super.memberships(user, ofInterest);
        }
    }, "survivesGroupsThatContainEachOther"),

    NAMES_GROUPS_NOBODY_ASKED_FOR(() -> new Wrong() {
        @Override
        public Set<PrincipalId> memberships(PrincipalId user, Set<PrincipalId> ofInterest) throws DirectoryException {
            Set<PrincipalId> found = super.memberships(user, ofInterest);
            found.addAll(direct(user));
            return found;
        }
    }, "answersOnlyForGroupsOfInterestOfItsOwnRealm"),

    ANSWERS_FOR_USERS_OF_OTHER_REALMS(() -> new Wrong() {
        @Override
        public Set<PrincipalId> memberships(PrincipalId user, Set<PrincipalId> ofInterest) throws DirectoryException {
            return super.memberships(own(user), ofInterest);
        }
    }, "answersOnlyForGroupsOfInterestOfItsOwnRealm"),

    ANSWERS_FOR_GROUPS_OF_OTHER_REALMS(() -> new Wrong() {
        @Override
        public Set<PrincipalId> memberships(PrincipalId user, Set<PrincipalId> ofInterest) throws DirectoryException {
            Set<PrincipalId> found = super.memberships(user, ofInterest);
            for (PrincipalId group : ofInterest) {
                found.addAll(super.memberships(user, Set.of(own(group))).isEmpty() ? Set.of() : Set.of(group));
            }
            return found;
        }
    }, "answersOnlyForGroupsOfInterestOfItsOwnRealm"),

    LISTS_MEMBERS_OF_OTHER_REALMS(() -> new Wrong() {
        @Override
        public Page<Principal> members(PrincipalId group, Optional<String> cursor, int limit) throws DirectoryException {
            return super.members(own(group), cursor, limit);
        }
    }, "listsMembersOnceAndByName"),

    COUNTS_PEOPLE_OF_OTHER_REALMS(() -> new Wrong() {
        @Override
        public Count people(PrincipalId group) throws DirectoryException {
            return super.people(own(group));
        }
    }, "countsPeopleOnce"),

    LISTS_SOME_MEMBERS_TWICE(() -> new Wrong() {
        @Override
        public Page<Principal> members(PrincipalId group, Optional<String> cursor, int limit) throws DirectoryException {
            Page<Principal> page = super.members(group, cursor, limit);
            List<Principal> twice = new ArrayList<>(page.items());
            page.items().stream().filter(one -> direct(one.id()).size() > 1).forEach(twice::add);
            return new Page<>(twice, page.next(), page.total());
        }
    }, "listsMembersOnceAndByName"),

    LISTS_DIRECT_MEMBERS_ONLY(() -> new Wrong() {
        @Override
        public Page<Principal> members(PrincipalId group, Optional<String> cursor, int limit) throws DirectoryException {
            Page<Principal> page = super.members(group, cursor, limit);
            return new Page<>(page.items().stream().filter(one -> direct(one.id()).contains(group)).toList(), page.next(), page.total());
        }
    }, "listsMembersOnceAndByName", "survivesGroupsThatContainEachOther"),

    COUNTS_MEMBERSHIPS_INSTEAD_OF_PEOPLE(() -> new Wrong() {
        @Override
        public Count people(PrincipalId group) throws DirectoryException {
            long memberships = super.members(group, Optional.empty(), 1000).items().stream().mapToLong(one -> direct(one.id()).size()).sum();
            return Count.exactly(memberships);
        }
    }, "countsPeopleOnce"),

    CALLS_A_GUESS_EXACT(() -> new Wrong() {
        @Override
        public Page<Principal> search(String text, Set<Kind> kinds, Optional<String> cursor, int limit) throws DirectoryException {
            Page<Principal> page = super.search(text, kinds, cursor, limit);
            return new Page<>(page.items(), page.next(), Count.exactly(page.items().size()));
        }
    }, "pagesEverybodyOnceAndInOrder"),

    TELLS_CASES_APART_IN_SEARCHES(() -> new Wrong() {
        @Override
        public Page<Principal> search(String text, Set<Kind> kinds, Optional<String> cursor, int limit) throws DirectoryException {
            boolean fits = text.equals(text.toLowerCase(Locale.ROOT)) || Character.isUpperCase(text.charAt(0)) && text.length() > 1
                    && Character.isLowerCase(text.charAt(1));
            return fits ? super.search(text, kinds, cursor, limit) : Page.empty();
        }
    }, "findsWordsByTheirBeginningWhateverTheCase", "findsWordsBeyondAscii"),

    FINDS_WHOLE_NAMES_ONLY(() -> new Wrong() {
        @Override
        public Page<Principal> search(String text, Set<Kind> kinds, Optional<String> cursor, int limit) throws DirectoryException {
            Page<Principal> page = super.search(text, kinds, cursor, limit);
            return new Page<>(page.items().stream().filter(one -> text.isEmpty() || one.name().equalsIgnoreCase(text)).toList(),
                    page.next(), page.total());
        }
    }, "findsWordsByTheirBeginningWhateverTheCase"),

    FINDS_ASCII_ONLY(() -> new Wrong() {
        @Override
        public Page<Principal> search(String text, Set<Kind> kinds, Optional<String> cursor, int limit) throws DirectoryException {
            return US_ASCII.newEncoder().canEncode(text) ? super.search(text, kinds, cursor, limit) : Page.empty();
        }
    }, "findsWordsBeyondAscii"),

    FINDS_ALL_KINDS(() -> new Wrong() {
        @Override
        public Page<Principal> search(String text, Set<Kind> kinds, Optional<String> cursor, int limit) throws DirectoryException {
            return super.search(text, EnumSet.allOf(Kind.class), cursor, limit);
        }
    }, "findsOnlyTheKindsAskedFor"),

    FINDS_NOBODY_WITHOUT_A_TEXT(() -> new Wrong() {
        @Override
        public Page<Principal> search(String text, Set<Kind> kinds, Optional<String> cursor, int limit) throws DirectoryException {
            return text.isEmpty() ? Page.empty() : super.search(text, kinds, cursor, limit);
        }
    }, "findsEverybodyWhereTheTextIsEmpty"),

    SKIPS_SOMEBODY_BETWEEN_PAGES(() -> new Wrong() {
        @Override
        public Page<Principal> search(String text, Set<Kind> kinds, Optional<String> cursor, int limit) throws DirectoryException {
            Page<Principal> page = super.search(text, kinds, cursor, limit);
            int from = cursor.isPresent() && !page.items().isEmpty() ? 1 : 0;
            return new Page<>(page.items().subList(from, page.items().size()), page.next(), page.total());
        }
    }, "pagesEverybodyOnceAndInOrder"),

    REPEATS_SOMEBODY_BETWEEN_PAGES(() -> new Wrong() {
        @Override
        public Page<Principal> members(PrincipalId group, Optional<String> cursor, int limit) throws DirectoryException {
            Page<Principal> page = super.members(group, cursor, limit);
            List<Principal> items = new ArrayList<>(page.items());
            cursor.ifPresent(after -> items.addAll(0, onPage(group)));
            return new Page<>(items, page.next(), page.total());
        }

        private List<Principal> onPage(PrincipalId group) {
            try {
                return super.members(group, Optional.empty(), 1).items();
            } catch (DirectoryException e) {
                return List.of();
            }
        }
    }, "pagesEverybodyOnceAndInOrder"),

    BEGINS_ANEW_FOR_EVER(() -> new Wrong() {
        @Override
        public Page<Principal> search(String text, Set<Kind> kinds, Optional<String> cursor, int limit) throws DirectoryException {
            return super.search(text, kinds, Optional.empty(), limit);
        }
    }, "pagesEverybodyOnceAndInOrder"),

    IGNORES_THE_LIMIT(() -> new Wrong() {
        @Override
        public Page<Principal> search(String text, Set<Kind> kinds, Optional<String> cursor, int limit) throws DirectoryException {
            return super.search(text, kinds, cursor, 1000);
        }
    }, "pagesEverybodyOnceAndInOrder"),

    KNOWS_NO_ORDER(() -> new Wrong() {
        @Override
        public Page<Principal> search(String text, Set<Kind> kinds, Optional<String> cursor, int limit) throws DirectoryException {
            Page<Principal> page = super.search(text, kinds, cursor, limit);
            List<Principal> items = new ArrayList<>(page.items());
            Collections.reverse(items);
            return new Page<>(items, page.next(), page.total());
        }
    }, "pagesEverybodyOnceAndInOrder"),

    REJECTS_WHEN_IT_IS_DOWN(() -> new Wrong() {
        @Override
        public Verdict authenticate(String login, char[] password) {
            return orElse(() -> super.authenticate(login, password), Verdict.rejected());
        }
    }, "anUnreachableDirectoryNeverLooksLikeOneThatSaysNo"),

    KNOWS_NOBODY_WHEN_IT_IS_DOWN(() -> new Wrong() {
        @Override
        public Optional<Principal> named(String login) {
            return orElse(() -> super.named(login), Optional.empty());
        }
    }, "anUnreachableDirectoryNeverLooksLikeOneThatSaysNo"),

    FINDS_NOBODY_WHEN_IT_IS_DOWN(() -> new Wrong() {
        @Override
        public Optional<Principal> find(PrincipalId id) {
            return orElse(() -> super.find(id), Optional.empty());
        }
    }, "anUnreachableDirectoryNeverLooksLikeOneThatSaysNo"),

    HAS_NO_MEMBERSHIPS_WHEN_IT_IS_DOWN(() -> new Wrong() {
        @Override
        public Set<PrincipalId> memberships(PrincipalId user, Set<PrincipalId> ofInterest) {
            return orElse(() -> super.memberships(user, ofInterest), Set.of());
        }
    }, "anUnreachableDirectoryNeverLooksLikeOneThatSaysNo"),

    HAS_NO_MEMBERS_WHEN_IT_IS_DOWN(() -> new Wrong() {
        @Override
        public Page<Principal> members(PrincipalId group, Optional<String> cursor, int limit) {
            return orElse(() -> super.members(group, cursor, limit), Page.empty());
        }
    }, "anUnreachableDirectoryNeverLooksLikeOneThatSaysNo"),

    COUNTS_NOBODY_WHEN_IT_IS_DOWN(() -> new Wrong() {
        @Override
        public Count people(PrincipalId group) {
            return orElse(() -> super.people(group), Count.unknown());
        }
    }, "anUnreachableDirectoryNeverLooksLikeOneThatSaysNo"),

    SEARCHES_IN_VAIN_WHEN_IT_IS_DOWN(() -> new Wrong() {
        @Override
        public Page<Principal> search(String text, Set<Kind> kinds, Optional<String> cursor, int limit) {
            return orElse(() -> super.search(text, kinds, cursor, limit), Page.empty());
        }
    }, "anUnreachableDirectoryNeverLooksLikeOneThatSaysNo"),

    LOGS_THE_PASSWORD(() -> new Wrong() {
        @Override
        public Verdict authenticate(String login, char[] password) throws DirectoryException {
            try {
                return super.authenticate(login, password);
            } catch (DirectoryException e) {
                throw new DirectoryException("cannot ask for " + login + " with " + new String(password), e);
            }
        }
    }, "anUnreachableDirectoryNeverLooksLikeOneThatSaysNo");

    private final Supplier<MemoryDirectory> make;
    private final Set<String> rules;

    /** @param rules that must notice; others may too */
    BrokenDirectory(Supplier<MemoryDirectory> make, String... rules) {
        this.make = make;
        this.rules = Set.of(rules);
    }

    MemoryDirectory make() {
        return make.get();
    }

    Set<String> rules() {
        return rules;
    }

    /** What the wrong ones have in common: all the rest is right. */
    private static class Wrong extends MemoryDirectory {

        /** Something asked of the right one. */
        interface Question<T> {
            T ask() throws DirectoryException;
        }

        Wrong() {
            super("wrong");
        }

        PrincipalId own(PrincipalId id) {
            return new PrincipalId(realm(), id.kind(), id.id());
        }

        static <T> T orElse(Question<T> question, T nothing) {
            try {
                return question.ask();
            } catch (DirectoryException e) {
                return nothing;
            }
        }
    }
}
