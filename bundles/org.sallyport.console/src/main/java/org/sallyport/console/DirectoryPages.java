package org.sallyport.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.sallyport.api.administration.DirectoryAdministration;
import org.sallyport.api.administration.Listed;
import org.sallyport.api.administration.OutdatedException;
import org.sallyport.api.administration.RealmView;
import org.sallyport.api.administration.RealmView.State;
import org.sallyport.api.administration.TwoFactorAdministration;
import org.sallyport.api.directory.Finding;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.paging.Page;
import org.sallyport.web.Confirmation;
import org.sallyport.web.Reply;
import org.sallyport.web.Routes;
import org.sallyport.web.View;
import org.sallyport.web.Visit;
import org.sallyport.web.Wording;

/** The directories people come from: how they are, and what to do where one is not as it was. */
final class DirectoryPages {

    static final String LIST = "/console/directories";
    static final String TEST = LIST + "/test";
    static final String CONFIRM = LIST + "/confirm";
    static final String UNLIST = LIST + "/unlist";
    private static final int SCANNED = 1000;

    private final Supplier<DirectoryAdministration> directories;
    private final Supplier<TwoFactorAdministration> administration;
    private final People people;

    DirectoryPages(Supplier<DirectoryAdministration> directories, Supplier<TwoFactorAdministration> administration, People people) {
        this.directories = directories;
        this.administration = administration;
        this.people = people;
    }

    void add(Routes table) {
        table.get(LIST, visit -> page(visit, "", List.of()).done())
                .post(TEST, this::test)
                .get(CONFIRM, this::ask).post(CONFIRM, this::confirm)
                .get(UNLIST, this::unlist);
    }

    private View page(Visit visit, String tested, List<Finding> findings) {
        Wording wording = visit.wording();
        List<RealmView> realms = directories.get().realms();
        return visit.view("directories").title("directories.title")
                .with("realms", realms.stream().map(realm -> Source.of(wording, realm, realm.realm().equals(tested) ? findings : List.of()))
                        .toList())
                .with("several", realms.size() > 1)
                .with("alone", realms.stream().allMatch(realm -> realm.editable() && realm.state() != State.GONE))
                .with("test", TEST).with("leftBehind", LeftBehindPages.LIST);
    }

    private Reply test(Visit visit) {
        Optional<RealmView> realm = realm(visit.form().name("realm")).filter(found -> found.state() != State.GONE);
        if (realm.isEmpty()) {
            return visit.problem(404);
        }
        return page(visit, realm.get().realm(), directories.get().examine(realm.get().realm()));
    }

    private Optional<RealmView> realm(String name) {
        return directories.get().realms().stream().filter(realm -> realm.realm().equals(name)).findFirst();
    }

    private Reply ask(Visit visit) {
        Optional<RealmView> realm = realm(visit.query().name("realm"));
        if (realm.isEmpty()) {
            return visit.problem(404);
        }
        return realm.get().state() == State.DIFFERENT ? confirmation(visit, realm.get()) : Reply.seeOther(LIST);
    }

    private static View confirmation(Visit visit, RealmView realm) {
        Wording wording = visit.wording();
        Confirmation asked = visit.confirm("confirm.directory", realm.realm());
        realm.known().ifPresent(known -> asked.name("minus", known, wording.text("confirm.directory.before")));
        String fingerprint = realm.fingerprint().orElse("");
        return asked.name("plus", fingerprint, wording.text("confirm.directory.now"))
                .explain(wording.text("confirm.directory.text")).explain(wording.text("confirm.directory.ids"))
                .explain(wording.count("confirm.directory.listed", realm.listed())).danger()
                .field("realm", realm.realm()).field("fingerprint", fingerprint)
                .view("confirm.directory.yes", CONFIRM, LIST);
    }

    private Reply confirm(Visit visit) {
        Optional<RealmView> realm = realm(visit.form().name("realm")).filter(found -> found.state() != State.GONE);
        if (realm.isEmpty()) {
            return visit.problem(404);
        }
        try {
            directories.get().confirm(Admission.actor(visit), realm.get().realm(), visit.form().name("fingerprint"));
            return Reply.seeOther(LIST + "?done=confirmed");
        } catch (OutdatedException e) {
            return realm(realm.get().realm()).filter(now -> now.state() == State.DIFFERENT).map(now -> confirmation(visit, now))
                    .orElseGet(() -> page(visit, "", List.of())).warning("confirm.directory.outdated").status(409);
        }
    }

    /** All entries of a realm that is gone at once, by name; taking them off is what the list itself does. */
    private Reply unlist(Visit visit) {
        Optional<RealmView> realm = realm(visit.query().name("realm")).filter(found -> found.state() == State.GONE);
        if (realm.isEmpty()) {
            return visit.problem(404);
        }
        List<Principal> whom = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<Listed> page = administration.get().list("", cursor, SCANNED);
            page.items().stream().map(Listed::principal).filter(entry -> entry.id().realm().equals(realm.get().realm())).forEach(whom::add);
            cursor = page.next();
        } while (cursor.isPresent() && whom.size() < SCANNED);
        return whom.isEmpty() ? Reply.seeOther(LIST) : MemberPages.removal(visit, people, whom, LIST);
    }

    /**
     * A realm as the page shows it.
     *
     * @param query the name for addresses
     * @param badge how it is
     * @param meaning what that means for its people; empty while all is well
     * @param facts what there is to know, in short
     */
    record Source(String name, String query, Badge badge, String description, String meaning, String trouble, String facts,
            boolean different, boolean gone, boolean unlist, List<Badge> findings) {

        static Source of(Wording wording, RealmView realm, List<Finding> findings) {
            String key = "realm." + realm.state();
            String listed = wording.count("realm.listed", realm.listed());
            boolean gone = realm.state() == State.GONE;
            String facts = gone ? listed : wording.text(realm.editable() ? "realm.editable" : "realm.read") + " " + listed;
            return new Source(realm.realm(), Words.encoded(realm.realm()), badge(realm.state(), wording.text(key)),
                    realm.description(), realm.state() == State.READY ? "" : wording.text(key + ".text"), gone ? "" : realm.trouble(), facts,
                    realm.state() == State.DIFFERENT, gone, gone && realm.listed() > 0,
                    findings.stream().map(Source::badge).toList());
        }

        private static Badge badge(State state, String text) {
            return switch (state) {
                case READY -> new Badge("good", "check", text);
                case AWAY -> new Badge("bad", "cross", text);
                case DIFFERENT -> new Badge("warn", "alert", text);
                case GONE -> new Badge("warn", "minus", text);
            };
        }

        private static Badge badge(Finding finding) {
            return switch (finding.level()) {
                case GOOD -> new Badge("good", "check", finding.text());
                case DOUBTFUL -> new Badge("warn", "alert", finding.text());
                case BAD -> new Badge("bad", "cross", finding.text());
            };
        }

        boolean tested() {
            return !findings.isEmpty();
        }
    }
}
