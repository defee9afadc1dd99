package org.sallyport.console;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.sallyport.api.administration.Candidate;
import org.sallyport.api.administration.Listed;
import org.sallyport.api.administration.Person;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.web.Moment;
import org.sallyport.web.Wording;

/**
 * A user or group in a list, as templates show it.
 *
 * @param id for forms
 * @param query the id for addresses
 * @param sign icon
 * @param kind the word for the icon
 * @param name as a person reads it
 * @param login said more softly; empty when it is the name
 * @param people how many a group brings, in words; empty for users
 * @param badges its states
 * @param ticked whether it is chosen
 * @param closed whether it cannot be chosen, because it is there already
 * @param throttled whether there is something to unlock
 * @param last last sign-in
 */
record Row(String id, String query, String sign, String kind, String name, String login, String people, List<Badge> badges,
        boolean ticked, boolean closed, boolean throttled, Optional<Moment> last) {

    static Row of(Wording wording, Principal principal) {
        return of(wording, principal, List.of());
    }

    static Row of(Wording wording, Principal principal, List<Badge> badges) {
        String id = principal.id().toString();
        return new Row(id, Words.encoded(id), Words.icon(principal.id()), Words.kind(wording, principal.id()), principal.displayName(),
                principal.displayName().equals(principal.name()) ? "" : principal.name(), "", badges, false, false, false,
                Optional.empty());
    }

    /** Of an account: its state is that of its directory. */
    static Row account(Wording wording, Principal principal) {
        return of(wording, principal,
                principal.disabled() ? List.of(new Badge("bad", "cross", wording.text("badge.disabled"))) : List.of());
    }

    static Row of(Wording wording, Listed listed, Set<PrincipalId> ticked) {
        Row row = of(wording, listed.principal(), Badge.of(wording, listed));
        boolean group = !listed.principal().id().isUser();
        return new Row(row.id, row.query, row.sign, row.kind, row.name, row.login,
                group ? Words.counted(wording, "people", listed.people()) : "", row.badges,
                ticked.contains(listed.principal().id()), false, false, Optional.empty());
    }

    static Row of(Wording wording, Candidate candidate, Set<PrincipalId> ticked) {
        Row row = of(wording, candidate.principal());
        return new Row(row.id, row.query, row.sign, row.kind, row.name, row.login, "", List.of(),
                ticked.contains(candidate.principal().id()), candidate.listed(), false, Optional.empty());
    }

    static Row of(Wording wording, Person person, Set<PrincipalId> ticked) {
        Row row = of(wording, person.user(), Badge.of(wording, person.user(), person.standing()));
        return new Row(row.id, row.query, row.sign, row.kind, row.name, row.login, "", row.badges,
                ticked.contains(person.user().id()), false, person.standing().throttled(),
                person.standing().lastSignInAt().map(wording::moment));
    }

    /** The same with the realm beside the login name. */
    Row within(String realm) {
        return new Row(id, query, sign, kind, name, login.isEmpty() ? realm : login + " · " + realm, people, badges, ticked, closed,
                throttled, last);
    }

    /** Chosen on another page of the list. */
    Row kept() {
        return new Row(id, query, sign, kind, name, login, people, badges, true, false, throttled, last);
    }

    boolean group() {
        return sign.equals("group");
    }
}
