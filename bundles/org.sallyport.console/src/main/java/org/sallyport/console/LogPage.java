package org.sallyport.console;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditQuery;
import org.sallyport.api.audit.AuditTrail;
import org.sallyport.api.paging.Page;
import org.sallyport.web.Moment;
import org.sallyport.web.Pager;
import org.sallyport.web.Routes;
import org.sallyport.web.View;
import org.sallyport.web.Visit;
import org.sallyport.web.Wording;

/** The sign-in log: who came, and what administrators changed; newest first. */
final class LogPage {

    static final String LOG = "/console/log";

    private final Supplier<AuditTrail> trail;
    private final People people;

    LogPage(Supplier<AuditTrail> trail, People people) {
        this.trail = trail;
        this.people = people;
    }

    void add(Routes table) {
        table.get(LOG, this::show);
    }

    private View show(Visit visit) {
        Wording wording = visit.wording();
        Asked asked = Asked.of(visit);
        String show = visit.query().name("show");
        Page<AuditEvent> page = trail.get().search(new AuditQuery(asked.text(), visitorsOnly(show), Optional.empty(), asked.cursor(),
                Asked.LIMIT));
        return visit.view("log").title("log.title").with("action", LOG).with("searchLabel", wording.text("log.search")).with("q", asked.text())
                .with("shows", List.of("", "signins", "changes").stream()
                        .map(value -> new Picker.Choice(value, wording.text("log.show." + (value.isEmpty() ? "all" : value)),
                                value.equals(show))).toList())
                .with("rows", page.items().stream().map(event -> Entry.of(wording, event, people.realm(event.actorId()))).toList())
                .with("hasRows", !page.items().isEmpty())
                .with("nothing", wording.text(asked.searching() ? "log.nothing" : "log.empty", asked.text()))
                .with("pager", Pager.of(visit, page));
    }

    static Optional<Boolean> visitorsOnly(String show) {
        return switch (show) {
            case "signins" -> Optional.of(true);
            case "changes" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /**
     * One line of the log.
     *
     * @param when it happened
     * @param who did it
     * @param realm of whom; empty where there is only one
     * @param from the address, or a word for within
     * @param door in words
     * @param outcome what came of it
     * @param why in words; may be empty
     */
    record Entry(Moment when, String who, String realm, String from, String door, Badge outcome, String why) {

        static Entry of(Wording wording, AuditEvent event, String realm) {
            return new Entry(wording.moment(event.at()), event.actor().isEmpty() ? wording.text("log.sallyport") : event.actor(),
                    realm,
                    event.address().isEmpty() ? wording.text("log.within") : event.address(), known(wording, "door.", event.door()),
                    outcome(wording, event), why(wording, event));
        }

        private static Badge outcome(Wording wording, AuditEvent event) {
            String key = "event." + event.action();
            String exact = key + "." + event.outcome();
            String subject = event.action() == AuditEvent.Action.CHANGE_SETTING ? known(wording, "setting.", event.subject())
                    : event.subject();
            String text = wording.text(wording.has(exact) ? exact : key, subject);
            if (!event.action().ofVisitor()) {
                return new Badge("note", "edit", text);
            }
            return switch (event.outcome()) {
                case SUCCEEDED -> new Badge(event.action() == AuditEvent.Action.SIGN_OUT ? "" : "good", "check", text);
                case CHALLENGED -> new Badge("note", "key", text);
                case REFUSED -> new Badge("bad", "cross", text);
            };
        }

        private static String why(Wording wording, AuditEvent event) {
            String reason = event.reason();
            for (String verb : List.of("joined", "left")) {
                if (reason.startsWith(verb + " ")) {
                    return wording.text("reason." + verb, reason.substring(verb.length() + 1));
                }
            }
            return event.action() == AuditEvent.Action.CHANGE_SETTING ? reason : known(wording, "reason.", reason);
        }

        /** The text for a word of the services; the word itself where there is none. */
        private static String known(Wording wording, String prefix, String word) {
            return wording.has(prefix + word) ? wording.text(prefix + word) : word;
        }
    }
}
