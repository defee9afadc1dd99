package org.sallyport.console;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.sallyport.api.access.AccessAdministration;
import org.sallyport.api.access.Channel;
import org.sallyport.api.access.Gate;
import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.web.Moment;
import org.sallyport.web.Reply;
import org.sallyport.web.Routes;
import org.sallyport.web.View;
import org.sallyport.web.Visit;
import org.sallyport.web.Wording;

/** The hosts that ask whether somebody may come in, each known by a key of its own. */
final class GatePages {

    static final String LIST = DoorPages.LIST + "/gates";
    static final String NEW = LIST + "/new";
    static final String REMOVE = LIST + "/remove";

    private final Supplier<AccessAdministration> access;

    GatePages(Supplier<AccessAdministration> access) {
        this.access = access;
    }

    void add(Routes table) {
        table.get(LIST, visit -> page(visit).done())
                .get(NEW, visit -> form(visit, Set.of(Channel.RDP), AccountForm.Wrong.NOTHING)).post(NEW, this::make)
                .get(REMOVE, this::ask).post(REMOVE, this::remove);
    }

    /** A gate as the list shows it. */
    record GateRow(String query, String name, String channels, Moment since) {

        static GateRow of(Wording wording, Gate gate) {
            return new GateRow(Words.encoded(gate.id()), gate.name(), gate.channels().stream().sorted()
                    .map(channel -> DoorPages.name(wording, channel)).collect(Collectors.joining(", ")), wording.moment(gate.createdAt()));
        }
    }

    /** A channel to tick. */
    record Tick(String value, String text, boolean ticked) {
    }

    private View page(Visit visit) {
        List<GateRow> gates = access.get().gates().stream().map(gate -> GateRow.of(visit.wording(), gate)).toList();
        return visit.view("gates").title("gates.title").with("gates", gates).with("hasGates", !gates.isEmpty())
                .with("new", NEW).with("back", DoorPages.LIST);
    }

    private View form(Visit visit, Set<String> ticked, AccountForm.Wrong wrong) {
        Wording wording = visit.wording();
        View view = visit.view("gate-new").title("gates.new").with("action", NEW).with("back", LIST)
                .with("field", new AccountForm("name", "name", wording.text("gates.name"), "text", visit.form().name("name"), "off",
                        wording.text("gates.name.hint"), wrong.of("name"), true))
                .with("channels", access.get().channels().stream()
                        .map(one -> new Tick(one.name(), DoorPages.name(wording, one.name()), ticked.contains(one.name()))).toList())
                .with("channelsWrong", wrong.of("channels"));
        return wrong.any() ? view.error("gates.wrong").status(422) : view;
    }

    private Reply make(Visit visit) {
        Set<String> channels = new HashSet<>(visit.form().all("channels"));
        try {
            String key = access.get().addGate(Admission.actor(visit), visit.form().name("name"), channels).key();
            return visit.view("gate-key").title("gates.key.title").with("key", key)
                    .with("heading", visit.wording().text("gates.key.heading", visit.form().name("name"))).with("back", LIST);
        } catch (InvalidInputException e) {
            return form(visit, channels, AccountForm.Wrong.with(e.field(), Words.wrong(visit.wording(), e, ".gate")));
        }
    }

    private Optional<Gate> gate(String id) {
        return access.get().gates().stream().filter(one -> one.id().equals(id)).findFirst();
    }

    private Reply ask(Visit visit) {
        return gate(visit.query().name("gate")).<Reply>map(gate -> visit.confirm("gates.remove.question", gate.name())
                .explain(visit.wording().text("gates.remove.text")).danger().field("gate", gate.id())
                .view("gates.remove.yes", REMOVE, LIST)).orElseGet(() -> Reply.seeOther(LIST));
    }

    private Reply remove(Visit visit) {
        access.get().removeGate(Admission.actor(visit), visit.form().name("gate"));
        return Reply.seeOther(LIST + "?done=gate-removed");
    }
}
