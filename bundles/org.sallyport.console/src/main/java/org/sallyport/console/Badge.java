package org.sallyport.console;

import java.util.ArrayList;
import java.util.List;

import org.sallyport.api.administration.Listed;
import org.sallyport.api.administration.Listed.Presence;
import org.sallyport.api.administration.Standing;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.paging.Count.Certainty;
import org.sallyport.web.Wording;

/**
 * A state, told by icon and word.
 *
 * @param tone {@code good}, {@code bad}, {@code warn}, {@code note} or empty
 * @param sign the icon
 * @param text the words
 */
record Badge(String tone, String sign, String text) {

    static List<Badge> of(Wording wording, Principal user, Standing standing) {
        List<Badge> badges = new ArrayList<>();
        if (user.disabled()) {
            badges.add(new Badge("", "minus", wording.text("badge.disabled")));
        }
        badges.add(standing.enrolledAt()
                .map(since -> new Badge("good", "phone", wording.text("badge.enrolled", Words.day(wording, since))))
                .orElseGet(() -> new Badge("", "minus", wording.text("badge.unenrolled"))));
        if (standing.locked()) {
            badges.add(new Badge("bad", "lock", wording.text("badge.locked")));
        }
        standing.blockedUntil().ifPresent(until ->
                badges.add(new Badge("warn", "clock", wording.text("badge.waiting", Words.hour(wording, until)))));
        if (standing.failedCodes() > 0) {
            badges.add(new Badge("warn", "alert", wording.count("badge.codes", standing.failedCodes())));
        }
        if (standing.failedPasswords() > 0) {
            badges.add(new Badge("warn", "alert", wording.count("badge.passwords", standing.failedPasswords())));
        }
        return badges;
    }

    static List<Badge> of(Wording wording, Listed listed) {
        if (listed.presence() == Presence.GONE) {
            return List.of(new Badge("bad", "cross", wording.text("badge.gone")));
        }
        if (listed.presence() == Presence.DIRECTORY_AWAY) {
            return List.of(new Badge("warn", "alert", wording.text("badge.away")));
        }
        if (listed.standing().isPresent()) {
            return of(wording, listed.principal(), listed.standing().get());
        }
        if (listed.enrolled().certainty() == Certainty.UNKNOWN) {
            return List.of();
        }
        boolean all = listed.people().certainty() == Certainty.EXACT && listed.people().value() > 0
                && listed.people().equals(listed.enrolled());
        return List.of(new Badge(all ? "good" : "note", "phone", wording.text("badge.group", listed.enrolled())));
    }
}
