package org.sallyport.console;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.sallyport.api.access.AccessAdministration;
import org.sallyport.api.access.Channel;
import org.sallyport.api.access.DoorReport;
import org.sallyport.api.access.DoorReport.Asks;
import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.administration.OutdatedException;
import org.sallyport.api.directory.Finding;
import org.sallyport.web.BadInput;
import org.sallyport.web.Form;
import org.sallyport.web.Moment;
import org.sallyport.web.Reply;
import org.sallyport.web.Routes;
import org.sallyport.web.View;
import org.sallyport.web.Visit;
import org.sallyport.web.Wording;

/** Every way in there is: what it asks, when it was last used, whether it holds; and the rules of those that have one. */
final class DoorPages {

    static final String LIST = "/console/doors";
    static final String TEST = LIST + "/test";
    static final String RULE = LIST + "/rule";
    static final String ADD = LIST + "/add";
    static final String REMOVE = LIST + "/remove";

    private final Supplier<AccessAdministration> access;

    DoorPages(Supplier<AccessAdministration> access) {
        this.access = access;
    }

    void add(Routes table) {
        table.get(LIST, visit -> page(visit).done())
                .post(TEST, this::test)
                .post(RULE, this::change)
                .post(ADD, this::make)
                .get(REMOVE, this::ask).post(REMOVE, this::remove);
    }

    private View page(Visit visit) {
        return page(visit, Map.of(), "");
    }

    /** @param wrong what is wrong with the name of a new channel; empty when nothing is */
    private View page(Visit visit, Map<String, DoorReport> tested, String wrong) {
        Wording wording = visit.wording();
        Map<String, Channel> channels = access.get().channels().stream().collect(Collectors.toMap(Channel::name, Function.identity()));
        List<DoorView> doors = access.get().doors().stream()
                .map(report -> DoorView.of(wording, tested.getOrDefault(report.door().name(), report),
                        Optional.ofNullable(channels.get(report.door().name()))))
                .toList();
        View view = visit.view("doors").title("doors.title").with("doors", doors).with("test", TEST).with("rule", RULE)
                .with("gates", GatePages.LIST).with("add", ADD)
                .with("rules", choices(wording, Channel.Rule.REFUSE_PROTECTED))
                .with("field", new AccountForm("channel", "channel", wording.text("doors.add.name"), "text",
                        wrong.isEmpty() ? "" : visit.form().name("channel"), "off", wording.text("doors.add.hint"), wrong, true));
        if (!wrong.isEmpty()) {
            view.error("doors.add.wrong").status(422);
        }
        return doors.stream().anyMatch(DoorView::open) ? view.warning("doors.open") : view;
    }

    private static List<Picker.Choice> choices(Wording wording, Channel.Rule chosen) {
        return Arrays.stream(Channel.Rule.values())
                .map(rule -> new Picker.Choice(rule.name(), wording.text("rule." + rule), rule == chosen)).toList();
    }

    private Reply test(Visit visit) {
        String door = visit.form().name("door");
        try {
            return page(visit, Map.of(door, access.get().test(door)), "");
        } catch (InvalidInputException e) {
            return visit.problem(404);
        }
    }

    private static Channel typed(Form form) {
        try {
            return new Channel(form.name("channel"), Channel.Rule.valueOf(form.name("rule")),
                    Long.parseLong("0" + form.name("revision")));
        } catch (IllegalArgumentException e) {
            throw BadInput.in("rule", "problem.id");
        }
    }

    private Reply change(Visit visit) {
        Channel channel = typed(visit.form());
        if (access.get().channels().stream().noneMatch(one -> one.name().equals(channel.name()))) {
            return visit.problem(404);
        }
        if (channel.rule() == Channel.Rule.ALLOW && !visit.form().name("sure").equals("yes")) {
            return visit.confirm("doors.allow.question", name(visit.wording(), channel.name()))
                    .explain(visit.wording().text("doors.allow.text")).danger().field("channel", channel.name())
                    .field("rule", channel.rule().name()).field("revision", "" + channel.revision()).field("sure", "yes")
                    .view("doors.allow.yes", RULE, LIST);
        }
        try {
            access.get().save(Admission.actor(visit), channel);
            return Reply.seeOther(LIST + "?done=channel");
        } catch (OutdatedException e) {
            return page(visit).warning("doors.outdated").status(409);
        }
    }

    private Reply make(Visit visit) {
        Channel channel = typed(visit.form());
        try {
            if (channel.rule() == Channel.Rule.ALLOW) {
                // A new door is made closed; to open it is a step of its own, which asks first.
                return page(visit, Map.of(), visit.wording().text("doors.add.closed"));
            }
            access.get().save(Admission.actor(visit), new Channel(channel.name(), channel.rule(), 0));
            return Reply.seeOther(LIST + "?done=channel-added");
        } catch (InvalidInputException e) {
            return page(visit, Map.of(), Words.wrong(visit.wording(), e, ".channel"));
        } catch (OutdatedException e) {
            return page(visit, Map.of(), visit.wording().text("doors.add.there"));
        }
    }

    private Reply ask(Visit visit) {
        String name = visit.query().name("channel");
        if (access.get().channels().stream().noneMatch(one -> one.name().equals(name))) {
            return Reply.seeOther(LIST);
        }
        boolean stays = stays(name);
        return visit.confirm(stays ? "doors.reset.question" : "doors.remove.question", name(visit.wording(), name))
                .explain(visit.wording().text(stays ? "doors.reset.text" : "doors.remove.text")).danger().field("channel", name)
                .view(stays ? "doors.reset.yes" : "doors.remove.yes", REMOVE, LIST);
    }

    private Reply remove(Visit visit) {
        String name = visit.form().name("channel");
        access.get().removeChannel(Admission.actor(visit), name);
        return Reply.seeOther(LIST + "?done=" + (stays(name) ? "channel" : "channel-removed"));
    }

    private static boolean stays(String name) {
        return name.equals(Channel.RDP) || name.equals(Channel.SSH);
    }

    static String name(Wording wording, String door) {
        return wording.has("door." + door) ? wording.text("door." + door) : door;
    }

    /**
     * A door as the page shows it.
     *
     * @param id of the door, for forms
     * @param asks what it asks of somebody who needs two factors
     * @param open whether one factor suffices
     * @param channel whether it has a rule to choose
     * @param changed whether that rule can be taken back, or the channel removed
     */
    record DoorView(String id, String name, Badge asks, boolean open, Optional<Moment> used, Optional<Moment> refused, List<Badge> findings,
            boolean tested, boolean channel, List<Picker.Choice> rules, String revision, boolean changed, String remove) {

        static DoorView of(Wording wording, DoorReport report, Optional<Channel> channel) {
            String id = report.door().name();
            boolean stays = stays(id);
            return new DoorView(id, DoorPages.name(wording, id), badge(report.asks(), wording), report.asks() == Asks.ONE_FACTOR,
                    report.lastUsed().map(wording::moment), report.lastRefused().map(wording::moment),
                    report.findings().stream().map(DoorView::badge).toList(), !report.findings().isEmpty(), channel.isPresent(),
                    channel.map(one -> choices(wording, one.rule())).orElse(List.of()), channel.map(one -> "" + one.revision()).orElse(""),
                    channel.filter(one -> !stays || one.revision() != 0).isPresent(),
                    wording.text(stays ? "doors.reset" : "doors.remove"));
        }

        private static Badge badge(Asks asks, Wording wording) {
            String text = wording.text("asks." + asks);
            return switch (asks) {
                case BOTH_FACTORS, TICKET -> new Badge("good", "check", text);
                case ONE_FACTOR -> new Badge("bad", "cross", text);
                case CLOSED -> new Badge("", "minus", text);
            };
        }

        private static Badge badge(Finding finding) {
            return switch (finding.level()) {
                case GOOD -> new Badge("good", "check", finding.text());
                case DOUBTFUL -> new Badge("warn", "alert", finding.text());
                case BAD -> new Badge("bad", "cross", finding.text());
            };
        }
    }
}
