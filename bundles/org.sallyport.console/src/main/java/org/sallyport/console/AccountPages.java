package org.sallyport.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.sallyport.api.administration.AccountAdministration;
import org.sallyport.api.administration.Actor;
import org.sallyport.api.directory.InvalidEntryException;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.paging.Page;
import org.sallyport.web.Form;
import org.sallyport.web.Pager;
import org.sallyport.web.Reply;
import org.sallyport.web.Routes;
import org.sallyport.web.View;
import org.sallyport.web.Visit;
import org.sallyport.web.Wording;

/** Accounts: the users and groups of a directory that can be edited, and new ones. */
final class AccountPages {

    static final String LIST = "/console/accounts";
    static final String NEW_USER = LIST + "/new-user";
    static final String NEW_GROUP = LIST + "/new-group";

    private final Supplier<AccountAdministration> accounts;
    private final People people;

    AccountPages(Supplier<AccountAdministration> accounts, People people) {
        this.accounts = accounts;
        this.people = people;
    }

    void add(Routes table) {
        table.get(LIST, this::list)
                .get(NEW_USER, visit -> empty(visit, true)).post(NEW_USER, visit -> create(visit, true))
                .get(NEW_GROUP, visit -> empty(visit, false)).post(NEW_GROUP, visit -> create(visit, false));
    }

    /** The realm asked for, the first by default; empty when it cannot be edited. */
    private Optional<String> realm(Form form) {
        List<String> editable = accounts.get().editableRealms();
        String asked = form.name("realm");
        return editable.stream().filter(realm -> asked.isEmpty() || realm.equals(asked)).findFirst();
    }

    private Reply list(Visit visit) {
        Optional<String> realm = realm(visit.query());
        if (realm.isEmpty()) {
            return visit.problem(404);
        }
        Asked asked = Asked.of(visit);
        Wording wording = visit.wording();
        Page<Principal> page = accounts.get().search(realm.get(), asked.text(), asked.kinds(), asked.cursor(), Asked.LIMIT);
        List<String> editable = accounts.get().editableRealms();
        View view = visit.view("accounts").title("accounts.title").with("action", LIST).with("q", asked.text())
                .with("searchLabel", wording.text("search.label"))
                .with("kinds", Picker.Choice.kinds(wording, asked.kind()))
                .with("realm", realm.get()).with("realms", editable.stream()
                        .map(one -> new Picker.Choice(one, one, one.equals(realm.get()))).toList())
                .with("severalRealms", editable.size() > 1)
                .with("rows", people.rows(page.items().stream().map(principal -> Row.account(wording, principal)).toList()))
                .with("hasRows", !page.items().isEmpty())
                .with("nothing", wording.text(asked.searching() ? "accounts.nothing" : "accounts.nobody", asked.text()))
                .with("pager", Pager.of(visit, page));
        return Told.done(view, visit, accounts.get()::find);
    }

    private Reply empty(Visit visit, boolean user) {
        return realm(visit.query()).<Reply>map(realm -> form(visit, user, realm, AccountForm.Wrong.NOTHING))
                .orElseGet(() -> visit.problem(404));
    }

    private View form(Visit visit, boolean user, String realm, AccountForm.Wrong wrong) {
        Wording wording = visit.wording();
        Form typed = visit.form();
        List<AccountForm> fields = new ArrayList<>(AccountForm.names(wording, user, typed.name(user ? "login" : "name"),
                typed.name("displayName"), wrong));
        if (user) {
            fields.addAll(AccountForm.passwords(wording, accounts.get().shortestPassword(realm), wrong));
        }
        String title = user ? "account.newUser" : "account.newGroup";
        View view = visit.view("account-new").title(title).with("heading", wording.text(title))
                .with("sign", user ? "user" : "group").with("action", user ? NEW_USER : NEW_GROUP).with("back", LIST)
                .with("realm", realm).with("fields", fields)
                .with("yes", wording.text(user ? "account.createUser" : "account.createGroup"));
        return wrong.any() ? view.error("account.wrong").status(422) : view;
    }

    private Reply create(Visit visit, boolean user) {
        Form form = visit.form();
        Optional<String> realm = realm(form);
        if (realm.isEmpty()) {
            return visit.problem(404);
        }
        Actor actor = Admission.actor(visit);
        char[] password = form.password("password");
        char[] again = form.password("again");
        try {
            if (user && !Arrays.equals(password, again)) {
                return form(visit, true, realm.get(), AccountForm.Wrong.with("again", visit.wording().text("account.differ")));
            }
            String name = form.name(user ? "login" : "name");
            String displayName = form.name("displayName").isEmpty() ? name : form.name("displayName");
            Principal created = user ? accounts.get().createUser(actor, realm.get(), name, displayName, password)
                    : accounts.get().createGroup(actor, realm.get(), name, displayName);
            return Told.seeOther(AccountPage.address(created.id()), "created", List.of(created.id()));
        } catch (InvalidEntryException e) {
            return form(visit, user, realm.get(), AccountForm.Wrong.with(e.field(),
                    Words.wrong(visit.wording(), e, accounts.get().shortestPassword(realm.get()))));
        } finally {
            Arrays.fill(password, ' ');
            Arrays.fill(again, ' ');
        }
    }
}
