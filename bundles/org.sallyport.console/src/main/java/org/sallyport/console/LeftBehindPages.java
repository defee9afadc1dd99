package org.sallyport.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import org.sallyport.api.administration.DirectoryAdministration;
import org.sallyport.api.administration.Ownerless;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.paging.Page;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.web.Confirmation;
import org.sallyport.web.Reply;
import org.sallyport.web.Routes;
import org.sallyport.web.View;
import org.sallyport.web.Visit;
import org.sallyport.web.Wording;

/** Left behind: second factors of people whom no directory knows any more. */
final class LeftBehindPages {

    static final String LIST = DirectoryPages.LIST + "/left";
    static final String DISCARD = LIST + "/discard";
    private static final int NAMED = 20;

    private final Supplier<DirectoryAdministration> directories;

    LeftBehindPages(Supplier<DirectoryAdministration> directories) {
        this.directories = directories;
    }

    void add(Routes table) {
        table.get(LIST, visit -> list(visit, Asked.of(visit)).done()).post(LIST, this::act).post(DISCARD, this::discard);
    }

    private View list(Visit visit, Asked asked) {
        Wording wording = visit.wording();
        Page<Ownerless> page = directories.get().ownerless(asked.cursor(), Asked.LIMIT);
        List<Left> rows = page.items().stream().map(left -> Left.of(wording, left, asked.ticked())).toList();
        Set<PrincipalId> here = Set.copyOf(page.items().stream().map(Ownerless::owner).toList());
        return visit.view("left").title("left.title").with("action", LIST).with("rows", rows).with("hasRows", !rows.isEmpty())
                .with("more", page.next().isPresent())
                .with("kept", asked.ticked().stream().filter(id -> !here.contains(id)).map(PrincipalId::toString).toList())
                .with("pages", Pages.of(wording, asked, page));
    }

    private Reply act(Visit visit) {
        Asked asked = Asked.of(visit);
        if (!asked.act().equals("discard")) {
            return list(visit, asked);
        }
        return asked.ticked().isEmpty() ? list(visit, asked).error("tick.first").status(422) : confirmation(visit, asked);
    }

    private View confirmation(Visit visit, Asked asked) {
        Wording wording = visit.wording();
        List<PrincipalId> whom = new ArrayList<>(asked.ticked());
        Confirmation confirmation = visit.confirm(whom.size() == 1 ? "discard.one" : "discard.many", whom.size())
                .explain(wording.text("discard.text")).explain(wording.text("reset.next.final")).danger();
        whom.forEach(id -> confirmation.field("id", id.toString()));
        whom.stream().limit(NAMED).forEach(id -> confirmation.name("user", name(visit, id), id.realm()));
        if (whom.size() > NAMED) {
            confirmation.name("plus", wording.count("more", whom.size() - NAMED), "");
        }
        return confirmation.view("discard.yes", DISCARD, LIST);
    }

    /** As the list called them: the form carries it beside the tick, and it is for the eye only. */
    private static String name(Visit visit, PrincipalId id) {
        String name = visit.form().name("name:" + id);
        return name.isEmpty() ? id.id() : name;
    }

    private Reply discard(Visit visit) {
        Set<PrincipalId> owners = Asked.of(visit).ticked();
        try {
            return Reply.seeOther(LIST + "?done=discarded&n=" + directories.get().discard(Admission.actor(visit), owners));
        } catch (UnavailableException e) {
            return list(visit, Asked.of(visit)).error("discard.away").status(503);
        }
    }

    /**
     * Somebody who is gone, as the page shows them.
     *
     * @param id for forms
     * @param name as the log has it
     * @param detail the directory's own identifier, and the realm
     */
    record Left(String id, String name, String detail, String since, String last, boolean ticked) {

        static Left of(Wording wording, Ownerless left, Set<PrincipalId> ticked) {
            Optional<String> name = Optional.of(left.name()).filter(known -> !known.isEmpty());
            return new Left(left.owner().toString(), name.orElse(left.owner().id()),
                    name.map(any -> left.owner().id() + " · ").orElse("") + left.owner().realm(),
                    Words.day(wording, left.enrolledAt()),
                    left.lastUsedAt().map(at -> Words.day(wording, at)).orElseGet(() -> wording.text("list.never")),
                    ticked.contains(left.owner()));
        }
    }
}
