package org.sallyport.testkit.store;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditQuery;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;
import org.sallyport.api.store.AttemptRecord;
import org.sallyport.api.store.Attempts;
import org.sallyport.api.store.AuditRecords;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ConflictException;
import org.sallyport.api.store.Enrolment;
import org.sallyport.api.store.Enrolments;
import org.sallyport.api.store.ListEntry;
import org.sallyport.api.store.LocalAccounts;
import org.sallyport.api.store.LocalEntry;
import org.sallyport.api.store.PassRecord;
import org.sallyport.api.store.Passes;
import org.sallyport.api.store.PolicyRecords;
import org.sallyport.api.store.PolicyState;
import org.sallyport.api.store.SessionRecord;
import org.sallyport.api.store.SessionRecords;
import org.sallyport.api.store.Setting;
import org.sallyport.api.store.Settings;
import org.sallyport.api.store.SignInRecord;
import org.sallyport.api.store.SignInRecords;
import org.sallyport.api.store.Store;
import org.sallyport.api.store.StoreException;

/** Stores that each get one thing wrong, and the rules that say so. */
enum BrokenStore {

    APPLIES_HALF_A_BATCH(() -> new WrongStore() {
        @Override
        public void commit(List<Change> changes) throws StoreException, ConflictException {
            for (Change change : changes) {
                super.commit(List.of(change));
                LockSupport.parkNanos(100_000);
            }
        }
    }, "aBatchIsAllOrNothing", "aRefusedBatchHarmsNobodyBesideIt", "nobodyReadsHalfABatch"),

    ACCEPTS_A_LOST_UPDATE(() -> new WrongStore() {
        @Override
        public synchronized void commit(List<Change> changes) throws StoreException, ConflictException {
            List<Change> forced = new ArrayList<>();
            for (Change change : changes) {
                forced.add(change instanceof Change.SaveSetting save ? new Change.SaveSetting(new Setting(save.setting().key(),
                        save.setting().value(), settings().find(save.setting().key()).map(Setting::revision).orElse(0L))) : change);
            }
            super.commit(forced);
        }
    }, "revision0MeansThereIsNoneYet", "anotherRevisionMeansItIsStillTheOneThatWasRead", "savingWhatIsNotThereAnyMoreIsAConflict",
            "ofBatchesThatConflictExactlyOneWins", "noUpdateIsLost"),

    CHECKS_FIRST_AND_WRITES_LATER(() -> new WrongStore() {
        @Override
        public void commit(List<Change> changes) throws StoreException, ConflictException {
            if (changes.size() == 1 && changes.get(0) instanceof Change.SaveSetting save) {
                long found = settings().find(save.setting().key()).map(Setting::revision).orElse(0L);
                LockSupport.parkNanos(1_000_000);
                if (found != save.setting().revision()) {
                    throw new ConflictException(save);
                }
                synchronized (this) {
                    long now = settings().find(save.setting().key()).map(Setting::revision).orElse(0L);
                    super.commit(List.of(new Change.SaveSetting(new Setting(save.setting().key(), save.setting().value(), now))));
                }
            } else {
                super.commit(changes);
            }
        }
    }, "ofBatchesThatConflictExactlyOneWins", "noUpdateIsLost"),

    BLAMES_THE_FIRST_CHANGE(() -> new WrongStore() {
        @Override
        public void commit(List<Change> changes) throws StoreException, ConflictException {
            try {
                super.commit(changes);
            } catch (ConflictException e) {
                throw new ConflictException(changes.get(0));
            }
        }
    }, "aBatchIsAllOrNothing"),

    REPEATS_REVISIONS(() -> new WrongStore() {
        private final Map<String, Long> saved = new HashMap<>();

        @Override
        public synchronized void commit(List<Change> changes) throws StoreException, ConflictException {
            List<Change> translated = new ArrayList<>();
            for (Change change : changes) {
                if (change instanceof Change.SaveSetting save && save.setting().revision() != 0
                        && saved.getOrDefault(save.setting().key(), 0L) == save.setting().revision()) {
                    long real = super.settings().find(save.setting().key()).map(Setting::revision).orElse(save.setting().revision());
                    translated.add(new Change.SaveSetting(new Setting(save.setting().key(), save.setting().value(), real)));
                } else {
                    translated.add(change);
                }
            }
            super.commit(translated);
            for (Change change : changes) {
                if (change instanceof Change.SaveSetting save) {
                    saved.merge(save.setting().key(), 1L, Long::sum);
                } else if (change instanceof Change.DeleteSetting delete) {
                    saved.remove(delete.key());
                }
            }
        }

        @Override
        public Settings settings() {
            return with(Settings.class, super.settings(), "find", (found, asked) -> ((Optional<?>) found).map(Setting.class::cast)
                    .map(one -> new Setting(one.key(), one.value(), saved.getOrDefault(one.key(), one.revision()))));
        }
    }, "revisionsNeverRepeat", "aRecordDeletedAndMadeAgainIsNotTheOneThatWasRead"),

    ACCEPTS_A_STEP_TWICE(() -> new WrongStore() {
        @Override
        public void commit(List<Change> changes) throws StoreException, ConflictException {
            try {
                super.commit(changes);
            } catch (ConflictException e) {
                if (!(e.change() instanceof Change.SaveEnrolment)) {
                    throw e;
                }
            }
        }
    }, "aStepIsAcceptedOnce", "aStaleEnrolmentIsNotSaved"),

    FINISHES_A_SIGN_IN_TWICE(() -> new WrongStore() {
        @Override
        public void commit(List<Change> changes) throws StoreException, ConflictException {
            try {
                super.commit(changes);
            } catch (ConflictException e) {
                if (!(e.change() instanceof Change.FinishSignIn)) {
                    throw e;
                }
            }
        }
    }, "aSignInIsFinishedOnce", "aSignInIsGuardedAndFinishedOnce"),

    REVIVES_AN_ENDED_SESSION(() -> new WrongStore() {
        @Override
        public void commit(List<Change> changes) throws StoreException, ConflictException {
            try {
                super.commit(changes);
            } catch (ConflictException e) {
                if (!(e.change() instanceof Change.SaveSession)) {
                    throw e;
                }
            }
        }
    }, "aSessionThatEndedIsNotSavedAgain"),

    FINDS_DELETED_SESSIONS(() -> new WrongStore() {
        private final Map<Object, Object> seen = new ConcurrentHashMap<>();

        @Override
        public SessionRecords sessions() {
            return with(SessionRecords.class, super.sessions(), "find", (found, asked) -> {
                ((Optional<?>) found).ifPresent(session -> seen.put(asked[0], session));
                return Optional.ofNullable(seen.get(asked[0]));
            });
        }
    }, "aSessionThatEndedIsNotSavedAgain"),

    DELETES_SESSIONS_OF_EVERYBODY(() -> new WrongStore() {
        @Override
        public void commit(List<Change> changes) throws StoreException, ConflictException {
            super.commit(changes);
            if (changes.get(0) instanceof Change.DeleteSessions) {
                for (SessionRecord session : sessions().all(Optional.empty(), 1000).items()) {
                    super.commit(List.of(new Change.DeleteSession(session.tokenHash())));
                }
            }
        }
    }, "sessionsAreDeletedOneByOneOrAllOfAUser"),

    HIDES_WHAT_EXPIRED(() -> new WrongStore() {
        @Override
        public SignInRecords signIns() {
            return with(SignInRecords.class, super.signIns(), "find",
                    (found, asked) -> ((Optional<?>) found).filter(one -> !((SignInRecord) one).expiresAt()
                            .isBefore(Samples.NOW)));
        }
    }, "aSignInThatExpiredIsThereUntilItIsPurged"),

    KEEPS_WHOLE_SECONDS_ONLY(() -> new WrongStore() {
        @Override
        public Enrolments enrolments() {
            return with(Enrolments.class, super.enrolments(), "of", (found, asked) -> ((List<?>) found).stream().map(Enrolment.class::cast)
                    .map(one -> new Enrolment(one.id(), one.owner(), one.kind(), one.secret(), one.parameters(), one.lastStep(),
                            one.drift(), one.confirmedAt().truncatedTo(SECONDS), one.lastUsedAt(), one.revision())).toList());
        }
    }, "timesAreKeptToTheMillisecond", "anEnrolmentIsKeptWhole"),

    CUTS_STEPS_TO_32_BITS(() -> new WrongStore() {
        @Override
        public Enrolments enrolments() {
            return with(Enrolments.class, super.enrolments(), "of", (found, asked) -> ((List<?>) found).stream().map(Enrolment.class::cast)
                    .map(one -> new Enrolment(one.id(), one.owner(), one.kind(), one.secret(), one.parameters(), (int) one.lastStep(),
                            one.drift(), one.confirmedAt(), one.lastUsedAt(), one.revision())).toList());
        }
    }, "anEnrolmentIsKeptWhole"),

    COUNTS_ENROLMENTS_INSTEAD_OF_PEOPLE(() -> new WrongStore() {
        @Override
        public Enrolments enrolments() {
            return with(Enrolments.class, super.enrolments(), "people", (found, asked) -> (Long) found + 1);
        }
    }, "someoneMayHaveSeveralOldestFirst"),

    FORGETS_WHEN_IT_IS_CLOSED(WrongStore::new, "whatWasCommittedIsThereAfterOpeningAgain", "thePolicysRevisionDoesNotGoBack"),

    COUNTS_BY_READING_FIRST(() -> new WrongStore() {
        @Override
        public void commit(List<Change> changes) throws StoreException, ConflictException {
            if (changes.size() == 1 && changes.get(0) instanceof Change.CountAttempts count) {
                int failures = attempts().find(count.factor(), count.subject()).map(AttemptRecord::failures).orElse(0);
                LockSupport.parkNanos(10_000);
                synchronized (this) {
                    super.commit(List.of(new Change.DeleteAttempts(count.factor(), count.subject()), new Change.SaveAttempts(
                            new AttemptRecord(count.factor(), count.subject(), failures + count.delta(), count.at(), count.at(), 0))));
                }
            } else {
                super.commit(changes);
            }
        }
    }, "noCountIsLost"),

    COUNTS_BELOW_NOTHING(() -> new WrongStore() {
        @Override
        public Attempts attempts() {
            return with(Attempts.class, super.attempts(), "find", (found, asked) -> found instanceof Optional<?> one
                    ? one.map(AttemptRecord.class::cast).map(record -> new AttemptRecord(record.factor(), record.subject(),
                            record.failures() == 0 ? -5 : record.failures(), record.firstAt(), record.lastAt(), record.revision()))
                    : found);
        }
    }, "aCountIsNeverBelowNothing"),

    IGNORES_THE_WINDOW(() -> new WrongStore() {
        @Override
        public void commit(List<Change> changes) throws StoreException, ConflictException {
            super.commit(changes.stream().map(change -> change instanceof Change.CountAttempts count ? new Change.CountAttempts(
                    count.factor(), count.subject(), count.delta(), count.at(), Duration.ofSeconds(Long.MAX_VALUE)) : change).toList());
        }
    }, "afterTheWindowTheCountStartsAnew"),

    MOVES_THE_TIME_WHEN_A_SLOT_IS_GIVEN_BACK(() -> new WrongStore() {
        @Override
        public void commit(List<Change> changes) throws StoreException, ConflictException {
            for (Change change : changes) {
                super.commit(List.of(change));
                if (change instanceof Change.CountAttempts count && count.delta() < 0) {
                    super.commit(List.of(new Change.CountAttempts(count.factor(), count.subject(), 1, count.at(), count.window()),
                            new Change.CountAttempts(count.factor(), count.subject(), -1, count.at(), count.window())));
                }
            }
        }
    }, "givingASlotBackTakesAwayAndMovesNoTime"),

    TAKES_A_PERCENT_FOR_A_WILDCARD(() -> new WrongStore() {
        @Override
        public void commit(List<Change> changes) throws StoreException, ConflictException {
            super.commit(changes.stream().map(change -> change instanceof Change.DeleteAttemptsOf delete ? new Change.DeleteAttemptsOf(
                    delete.factor(), delete.subjectPrefix().replace("%", "")) : change).toList());
        }
    }, "recordsAreDeletedByTheBeginningOfTheSubject"),

    KEEPS_EVERY_ADDRESS(() -> new WrongStore() {
        private final Set<List<Object>> all = ConcurrentHashMap.newKeySet();

        @Override
        public void commit(List<Change> changes) throws StoreException, ConflictException {
            super.commit(changes);
            changes.forEach(change -> {
                if (change instanceof Change.RememberAddress one) {
                    all.add(List.of(one.subject(), one.address()));
                }
            });
        }

        @Override
        public Attempts attempts() {
            return with(Attempts.class, super.attempts(), "knownAddress", (found, asked) ->
                    ((Optional<?>) found).isPresent() || !all.contains(List.of(asked[0], asked[1])) ? found : Optional.of(Instant.EPOCH));
        }
    }, "theTwentyLatestAddressesAreKept"),

    SWITCHES_WITHOUT_A_GUARD(() -> new WrongStore() {
        @Override
        public synchronized void commit(List<Change> changes) throws StoreException, ConflictException {
            long revision = policy().state().revision();
            super.commit(changes.stream().map(change -> change instanceof Change.SwitchTwoFactor turn
                    ? new Change.SwitchTwoFactor(turn.enabled(), revision) : change).toList());
        }
    }, "theSwitchIsGuarded"),

    LEAVES_THE_POLICYS_REVISION(() -> new WrongStore() {
        @Override
        public PolicyRecords policy() {
            return with(PolicyRecords.class, super.policy(), "state", (found, asked) -> new PolicyState(((PolicyState) found).enabled(), 1));
        }
    }, "everyChangeMovesTheRevisionOn"),

    BEGINS_SWITCHED_ON(() -> new WrongStore() {
        @Override
        public PolicyRecords policy() {
            return with(PolicyRecords.class, super.policy(), "state", (found, asked) -> new PolicyState(true, ((PolicyState) found).revision()));
        }
    }, "twoFactorIsOffInANewStoreAndNobodyIsListed"),

    LISTS_ONE_TOO_MANY(() -> new WrongStore() {
        @Override
        public PolicyRecords policy() {
            return with(PolicyRecords.class, super.policy(), "list", (found, asked) -> {
                Page<?> page = (Page<?>) found;
                return new Page<>(page.items(), page.next(), Count.exactly(page.total().value() + 1));
            });
        }
    }, "groupsComeBeforeUsersAndBothByName"),

    FORGETS_WHEN_SOMEBODY_WAS_LISTED(() -> new WrongStore() {
        @Override
        public void commit(List<Change> changes) throws StoreException, ConflictException {
            for (Change change : changes) {
                super.commit(change instanceof Change.AddToList add ? List.of(new Change.RemoveFromList(add.entry().id()), add) : List.of(change));
            }
        }
    }, "addingSomebodyAgainRenamesThem"),

    SORTS_THE_LOG_BY_TIME(() -> new WrongStore() {
        @Override
        public AuditRecords audit() {
            return with(AuditRecords.class, super.audit(), "search", (found, asked) -> {
                Page<?> page = (Page<?>) found;
                List<AuditEvent> events = new ArrayList<>(page.items().stream().map(AuditEvent.class::cast).toList());
                Collections.reverse(events);
                return new Page<>(events, page.next(), page.total());
            });
        }
    }, "theNewestComesFirstWhateverItsTime", "walkingMeetsEachOnceWhileMoreIsWritten"),

    TELLS_CASES_APART_IN_THE_LOG(() -> new WrongStore() {
        @Override
        public AuditRecords audit() {
            return with(AuditRecords.class, super.audit(), "search", (found, asked) -> {
                Page<?> page = (Page<?>) found;
                String text = ((AuditQuery) asked[0]).text();
                return new Page<>(page.items().stream().filter(one -> one.toString().contains(text)).toList(), page.next(), page.total());
            });
        }
    }, "aPartOfWhatAnEventSaysFindsItWhateverTheCase"),

    TAKES_A_REFUSAL_FOR_A_SIGN_IN(() -> new WrongStore() {
        @Override
        public AuditRecords audit() {
            AuditRecords right = super.audit();
            return with(AuditRecords.class, right, "lastSignIn", (found, asked) -> right.search(new AuditQuery("", Optional.empty(),
                    Optional.of((PrincipalId) asked[0]), Optional.empty(), 1)).items().stream().findFirst());
        }
    }, "theLastSignInIsTheLatestThatSucceeded"),

    LETS_TWO_USE_A_PASS(() -> new WrongStore() {
        @Override
        public void commit(List<Change> changes) throws StoreException, ConflictException {
            try {
                super.commit(changes);
            } catch (ConflictException e) {
                if (!(e.change() instanceof Change.UsePass)) {
                    throw e;
                }
            }
        }
    }, "aPassIsUsedOnce", "ofAllWhoUseAPassAtOnceOneWins"),

    KEEPS_PASSES_FOR_EVER(() -> new WrongStore() {
        private final Map<String, PassRecord> seen = new ConcurrentHashMap<>();

        @Override
        public Passes passes() {
            return with(Passes.class, super.passes(), "find", (found, asked) -> {
                ((Optional<?>) found).map(PassRecord.class::cast).ifPresent(pass -> seen.put(pass.hash(), pass));
                return Optional.ofNullable(seen.get((String) asked[0]));
            });
        }
    }, "aPassThatExpiredIsThereUntilItIsPurged"),

    REPLACES_A_PASS(() -> new WrongStore() {
        @Override
        public void commit(List<Change> changes) throws StoreException, ConflictException {
            for (Change change : changes) {
                if (change instanceof Change.SavePass save) {
                    takes(new Change.UsePass(save.pass().hash()));
                }
            }
            super.commit(changes);
        }
    }, "aPassIsWrittenOnce"),

    TAKES_AN_ADMINISTRATOR_FOR_A_VISITOR(() -> new WrongStore() {
        @Override
        public AuditRecords audit() {
            AuditRecords right = super.audit();
            return with(AuditRecords.class, right, "latest", (found, asked) -> right.search(new AuditQuery((String) asked[0],
                    Optional.empty(), Optional.empty(), Optional.empty(), 1000)).items().stream()
                    .filter(event -> event.outcome() == asked[1]).findFirst());
        }
    }, "theLatestAtADoorIsOfThoseWhoCameOrWantedIn"),

    GIVES_A_NAME_TWICE(() -> new WrongStore() {
        @Override
        public void commit(List<Change> changes) throws StoreException, ConflictException {
            try {
                super.commit(changes);
            } catch (ConflictException e) {
                if (!(e.change() instanceof Change.SaveAccount save) || accounts().account(save.account().id()).isPresent()) {
                    throw e;
                }
            }
        }
    }, "aNameIsTakenOnceAmongUsersAndOnceAmongGroups"),

    FINDS_PARTS_OF_WORDS(() -> new WrongStore() {
        @Override
        public LocalAccounts accounts() {
            LocalAccounts right = super.accounts();
            return with(LocalAccounts.class, right, "search", (found, asked) -> {
                Page<LocalEntry> all = right.search("", Set.of(Kind.values()), Optional.empty(), 1000);
                String text = ((String) asked[0]).strip().toLowerCase(Locale.ROOT);
                List<LocalEntry> items = all.items().stream()
                        .filter(one -> (one.name() + " " + one.displayName()).toLowerCase(Locale.ROOT).contains(text)).toList();
                return new Page<>(items, Optional.empty(), Count.exactly(items.size()));
            });
        }
    }, "aTextFindsTheBeginningsOfWords"),

    KNOWS_DIRECT_MEMBERSHIPS_ONLY(() -> new WrongStore() {
        @Override
        public LocalAccounts accounts() {
            LocalAccounts right = super.accounts();
            return with(LocalAccounts.class, right, "groupsOf", (found, asked) -> {
                Set<String> direct = right.directGroups(Kind.USER, (String) asked[0], Optional.empty(), 1000).items().stream()
                        .map(LocalEntry::id).collect(Collectors.toSet());
                return ((Set<?>) found).stream().filter(direct::contains).collect(Collectors.toSet());
            });
        }
    }, "aUserIsInTheGroupsAroundTheirGroup", "circlesAreSurvived"),

    ADDS_WHO_DOES_NOT_EXIST(() -> new WrongStore() {
        @Override
        public void commit(List<Change> changes) throws StoreException, ConflictException {
            try {
                super.commit(changes);
            } catch (ConflictException e) {
                if (!(e.change() instanceof Change.AddMember)) {
                    throw e;
                }
            }
        }
    }, "bothMustExist"),

    PURGES_NOTHING(() -> new WrongStore() {
        @Override
        public void purge(Instant now, int mostAttempts) {
            // Later, perhaps.
        }
    }, "whatExpiredGoesAndTheRestStays", "oldAttemptsAndAddressesGo", "theOldestAttemptsBeyondTheMostGo"),

    PURGES_LOCKS_OF_CODES(() -> new WrongStore() {
        @Override
        public void purge(Instant now, int mostAttempts) throws StoreException {
            super.purge(now, mostAttempts);
            takes(new Change.DeleteAttempts(AttemptRecord.CODE, "one"));
        }
    }, "attemptsAtCodesAreNeverForgotten"),

    PURGES_OPEN_SESSIONS(() -> new WrongStore() {
        @Override
        public void purge(Instant now, int mostAttempts) throws StoreException {
            super.purge(now.plusSeconds(3600), mostAttempts);
        }
    }, "whatExpiredGoesAndTheRestStays"),

    PURGES_SETTINGS(() -> new WrongStore() {
        @Override
        public void purge(Instant now, int mostAttempts) throws StoreException {
            super.purge(now, mostAttempts);
            takes(new Change.DeleteSetting("a"));
        }
    }, "nothingElseIsForgotten"),

    TAKES_ANY_CURSOR(() -> new WrongStore() {
        @Override
        public SessionRecords sessions() {
            SessionRecords right = super.sessions();
            return new SessionRecords() {

                @Override
                public Optional<SessionRecord> find(String tokenHash) throws StoreException {
                    return right.find(tokenHash);
                }

                @Override
                public List<SessionRecord> of(PrincipalId user) throws StoreException {
                    return right.of(user);
                }

                @Override
                public Page<SessionRecord> all(Optional<String> cursor, int limit) throws StoreException {
                    try {
                        return right.all(cursor, limit);
                    } catch (IllegalArgumentException e) {
                        return right.all(Optional.empty(), 1000);
                    }
                }
            };
        }
    }, "walkingThroughAllSessionsMeetsEachOnce"),

    ANSWERS_BEFORE_IT_IS_DONE(() -> new WrongStore() {
        @Override
        public void commit(List<Change> changes) throws StoreException, ConflictException {
            if (changes.size() == 1 && changes.get(0) instanceof Change.SaveSetting save && save.setting().revision() == 0) {
                Thread later = new Thread(() -> {
                    LockSupport.parkNanos(2_000_000);
                    takes(save);
                });
                later.setDaemon(true);
                later.start();
            } else {
                super.commit(changes);
            }
        }
    }, "whoCommittedReadsItAtOnce", "textIsKeptAsItWas"),

    HAS_NO_LIST_OF_ITS_OWN(() -> new WrongStore() {
        @Override
        public PolicyRecords policy() {
            PolicyRecords right = super.policy();
            return with(PolicyRecords.class, right, "snapshot", (found, asked) -> new PolicyRecords.Snapshot(right.state(),
                    right.list("", Optional.empty(), 1).items().stream().map(ListEntry::id).collect(Collectors.toSet())));
        }
    }, "aSnapshotHasTheListAndItsRevision");

    private final Supplier<Store> make;
    private final Set<String> rules;

    /** @param rules that must notice; others may too */
    BrokenStore(Supplier<Store> make, String... rules) {
        this.make = make;
        this.rules = Set.of(rules);
    }

    Store make() {
        return make.get();
    }

    boolean keepsWhenItIsClosed() {
        return this != FORGETS_WHEN_IT_IS_CLOSED;
    }

    Set<String> rules() {
        return rules;
    }
}
