package org.sallyport.console;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import org.sallyport.api.access.AccessAdministration;
import org.sallyport.api.access.DoorReport;
import org.sallyport.api.administration.Impact;
import org.sallyport.api.administration.OutdatedException;
import org.sallyport.api.administration.Status;
import org.sallyport.api.administration.TwoFactorAdministration;
import org.sallyport.api.licence.Licence;
import org.sallyport.api.licence.LicenceStatus;
import org.sallyport.api.paging.Count.Certainty;
import org.sallyport.web.BadInput;
import org.sallyport.web.Confirmation;
import org.sallyport.web.Reply;
import org.sallyport.web.Routes;
import org.sallyport.web.View;
import org.sallyport.web.Visit;
import org.sallyport.web.Wording;

/** The first page: whether two-factor is on, and the switch. */
final class StatusPages {

    static final String SWITCH = "/console/switch";

    private final Supplier<TwoFactorAdministration> administration;
    private final Supplier<AccessAdministration> access;
    private final Supplier<Optional<LicenceStatus>> licence;

    StatusPages(Supplier<TwoFactorAdministration> administration, Supplier<AccessAdministration> access,
            Supplier<Optional<LicenceStatus>> licence) {
        this.administration = administration;
        this.access = access;
        this.licence = licence;
    }

    void add(Routes table) {
        table.get(Admission.HOME, visit -> status(visit).done())
                .get(SWITCH, visit -> confirmation(visit, wanted(visit.query().name("to"))))
                .post(SWITCH, this::change);
    }

    private View status(Visit visit) {
        Status status = administration.get().status();
        Wording wording = visit.wording();
        View view = visit.view("status").title("status.title")
                .with("tone", status.enabled() ? "on" : "off")
                .with("sign", status.enabled() ? "check" : "cross")
                .with("headline", wording.text(status.enabled() ? "status.enabled" : "status.disabled"))
                .with("hint", wording.text(status.enabled() ? "status.disable" : "status.enable"))
                .with("to", status.enabled() ? "off" : "on")
                .with("listed", wording.number(status.listed()))
                .with("listedLabel", label(wording, "figure.listed", status.listed()))
                .with("people", status.people().certainty() == Certainty.UNKNOWN ? "?" : wording.count(status.people()))
                .with("peopleLabel", label(wording, "figure.people", status.people().value()))
                .with("enrolled", wording.number(status.enrolled()))
                .with("enrolledLabel", label(wording, "figure.enrolled", status.enrolled()))
                .with("licence", licence.get().map(known -> LicenceLine.of(wording, known.licence())));
        List<String> open = status.enabled() ? open(wording) : List.of();
        if (!open.isEmpty()) {
            view.warning("status.open", Words.names(wording, open, open.size()));
        }
        if (status.listed() == 0) {
            return view.warning(status.enabled() ? "status.nobody.on" : "status.nobody.off");
        }
        if (!status.gone().isEmpty()) {
            view.warning(status.enabled() ? "status.gone.on" : "status.gone.off", named(wording, status.gone()));
        }
        return status.away().isEmpty() ? view : view.warning("status.away", named(wording, status.away()));
    }

    /** Ways around the second factor, by name. */
    private List<String> open(Wording wording) {
        return access.get().doors().stream().filter(door -> door.asks() == DoorReport.Asks.ONE_FACTOR)
                .map(door -> DoorPages.name(wording, door.door().name())).toList();
    }

    private static String named(Wording wording, Set<String> realms) {
        return Words.names(wording, realms.stream().sorted().toList(), realms.size());
    }

    /** What a figure counts; the figure itself stands above it. */
    private static String label(Wording wording, String key, long number) {
        return wording.count(key, number);
    }

    private Reply confirmation(Visit visit, boolean enable) {
        Status status = administration.get().status();
        return status.enabled() == enable ? Reply.seeOther(Admission.HOME) : ask(visit, status);
    }

    private View ask(Visit visit, Status status) {
        boolean enable = !status.enabled();
        Wording wording = visit.wording();
        Impact impact = administration.get().impact(enable);
        Confirmation asked = visit.confirm(enable ? "switch.on" : "switch.off")
                .explain(Words.counted(wording, enable ? "switch.on.people" : "switch.off.people", impact.people()));
        if (enable) {
            if (impact.unenrolled().value() > 0) {
                asked.explain(Words.counted(wording, "switch.on.unenrolled", impact.unenrolled()));
            }
            asked.explain(wording.count("switch.on.sessions", impact.sessions()));
        } else {
            asked.explain(wording.text("switch.off.kept"));
            if (administratorsNeedCode()) {
                asked.explain(wording.text("switch.off.administrators"));
            }
            asked.danger();
        }
        return asked.field("to", enable ? "on" : "off").field("revision", Long.toString(status.revision()))
                .view(enable ? "switch.on.yes" : "switch.off.yes", SWITCH, Admission.HOME);
    }

    private boolean administratorsNeedCode() {
        return administration.get().settings().stream()
                .anyMatch(setting -> setting.key().equals("administrators.code") && setting.value().equals("true"));
    }

    private Reply change(Visit visit) {
        boolean enable = wanted(visit.form().name("to"));
        try {
            administration.get().switchTwoFactor(Admission.actor(visit), enable, revision(visit.form().name("revision")));
            return Reply.seeOther(Admission.HOME + "?done=" + (enable ? "on" : "off"));
        } catch (OutdatedException e) {
            Status status = administration.get().status();
            View again = status.enabled() == enable ? status(visit) : ask(visit, status);
            return again.warning("switch.outdated").status(409);
        }
    }

    private static boolean wanted(String to) {
        return switch (to) {
            case "on" -> true;
            case "off" -> false;
            default -> throw BadInput.in("to", "problem.choice");
        };
    }

    private static long revision(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw BadInput.in("revision", "problem.number");
        }
    }

    /**
     * The licence beside the switch.
     *
     * @param kind for example "Open source"
     * @param name for example {@code Apache-2.0}
     * @param sentence what it means
     * @param badge whether it is valid
     */
    record LicenceLine(String kind, String name, String sentence, Badge badge) {

        static LicenceLine of(Wording wording, Licence licence) {
            return new LicenceLine(wording.text("licence." + licence.kind()), licence.name(),
                    wording.text("licence." + licence.kind() + ".text"),
                    licence.valid() ? new Badge("good", "check", wording.text("licence.valid"))
                            : new Badge("bad", "cross", wording.text("licence.invalid")));
        }
    }
}
