package org.sallyport.api.store;

import java.time.Duration;
import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.directory.PrincipalId;

/**
 * One write of a batch. "Save" means insert when the record's revision is 0, else replace the record that still has that
 * revision. "Delete" of what is not there is no conflict, unless its description says so.
 */
@ProviderType
public sealed interface Change {

    /** Guarded by the enrolment's revision. */
    record SaveEnrolment(Enrolment enrolment) implements Change { }

    /** All enrolments of an owner. */
    record DeleteEnrolments(PrincipalId owner) implements Change { }

    /** Turns two-factor on or off. Guarded: {@code expectedRevision} is the policy's; a conflict when it has moved on. */
    record SwitchTwoFactor(boolean enabled, long expectedRevision) implements Change { }

    /** Puts somebody on the list, or renames who is there already; moves the policy's revision on. */
    record AddToList(ListEntry entry) implements Change { }

    /** Takes somebody off the list; moves the policy's revision on. */
    record RemoveFromList(PrincipalId id) implements Change { }

    /** Guarded by the record's revision. */
    record SaveSignIn(SignInRecord signIn) implements Change { }

    /** A conflict when there is none: finishing a sign-in twice is a lost race. */
    record FinishSignIn(String idHash) implements Change { }

    /** All half-finished sign-ins of a user. */
    record DeleteSignIns(PrincipalId user) implements Change { }

    /** Guarded by the record's revision. */
    record SaveSession(SessionRecord session) implements Change { }

    record DeleteSession(String tokenHash) implements Change { }

    /** All sessions of a user. */
    record DeleteSessions(PrincipalId user) implements Change { }

    /** A conflict when there is one of that hash: a pass is never changed. */
    record SavePass(PassRecord pass) implements Change { }

    /** Takes a pass away. A conflict when there is none: of all who use it at once, exactly one wins. */
    record UsePass(String hash) implements Change { }

    /** All passes of a user. */
    record DeletePasses(PrincipalId user) implements Change { }

    /** Guarded by the record's revision. */
    record SaveAttempts(AttemptRecord attempts) implements Change { }

    record DeleteAttempts(String factor, String subject) implements Change { }

    /** Every attempt record of a factor whose subject starts with {@code subjectPrefix}. */
    record DeleteAttemptsOf(String factor, String subjectPrefix) implements Change { }

    /**
     * Adds to a counter without reading it first; the result is never below 0. When the record's {@code firstAt} is older than
     * {@code at - window}, or there is none, the count starts anew at {@code max(0, delta)} with {@code firstAt = at}.
     * {@code lastAt} becomes {@code at} when {@code delta} is positive: giving a slot back makes nobody wait longer.
     * Needs no guard: additions commute.
     */
    record CountAttempts(String factor, String subject, int delta, Instant at, Duration window) implements Change { }

    /** Notes that {@code subject} once succeeded from {@code address}; at most the 20 latest of a subject are kept. */
    record RememberAddress(String subject, String address, Instant at) implements Change { }

    /** The store gives the sequence number; the event's own is ignored. */
    record Append(AuditEvent event) implements Change { }

    /** Guarded by the setting's revision. */
    record SaveSetting(Setting setting) implements Change { }

    /** Back to "there is none"; see {@link Settings}. */
    record DeleteSetting(String key) implements Change { }

    /** Guarded by the account's revision; a conflict too when another user has the {@code nameKey}. */
    record SaveAccount(LocalAccount account) implements Change { }

    /** Guarded by the group's revision; a conflict too when another group has the {@code nameKey}. */
    record SaveGroup(LocalGroup group) implements Change { }

    /** A user or group and all its memberships, in both directions. A conflict when there is none. */
    record DeleteLocal(PrincipalId.Kind kind, String id) implements Change { }

    /** A direct membership; nothing happens when it is there. A conflict when either of the two does not exist. */
    record AddMember(String group, PrincipalId.Kind kind, String member) implements Change { }

    record RemoveMember(String group, PrincipalId.Kind kind, String member) implements Change { }
}
