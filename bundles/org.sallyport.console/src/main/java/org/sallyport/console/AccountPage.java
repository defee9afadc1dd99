package org.sallyport.console;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.sallyport.api.administration.AccountAdministration;
import org.sallyport.api.administration.AccountAdministration.Deletion;
import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.directory.InvalidEntryException;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.paging.Page;
import org.sallyport.web.Confirmation;
import org.sallyport.web.Pager;
import org.sallyport.web.Reply;
import org.sallyport.web.Routes;
import org.sallyport.web.View;
import org.sallyport.web.Visit;
import org.sallyport.web.Wording;

/** One account: its names, its password, whether it is let in, its groups and members, its end. */
final class AccountPage {

    static final String ACCOUNT = AccountPages.LIST + "/account";
    static final String RENAME = AccountPages.LIST + "/rename";
    static final String PASSWORD = AccountPages.LIST + "/password";
    static final String ACCESS = AccountPages.LIST + "/access";
    static final String DELETE = AccountPages.LIST + "/delete";
    private static final int GROUPS_OF_GROUP = 100;

    private final Supplier<AccountAdministration> accounts;
    private final People people;

    AccountPage(Supplier<AccountAdministration> accounts, People people) {
        this.accounts = accounts;
        this.people = people;
    }

    /** Does something to the account that the form names. */
    private interface Deed {
        Reply to(Visit visit, Principal account) throws InvalidEntryException;
    }

    void add(Routes table) {
        table.get(ACCOUNT, visit -> account(visit, visit.query().name("account"))
                        .<Reply>map(found -> Told.done(page(visit, found, AccountForm.Wrong.NOTHING), visit, accounts.get()::find))
                        .orElseGet(() -> visit.problem(404)))
                .post(RENAME, visit -> carryOut(visit, this::rename))
                .post(PASSWORD, visit -> carryOut(visit, this::password))
                .post(ACCESS, visit -> carryOut(visit, this::access))
                .get(DELETE, this::deletion)
                .post(DELETE, visit -> carryOut(visit, this::delete));
    }

    static String address(PrincipalId id) {
        return ACCOUNT + "?account=" + Words.encoded(id.toString());
    }

    private Optional<Principal> account(Visit visit, String id) {
        return find(accounts.get(), id);
    }

    /** Empty where there is none, or its directory cannot be edited. */
    static Optional<Principal> find(AccountAdministration accounts, String text) {
        PrincipalId id = Asked.id(text);
        return accounts.editableRealms().contains(id.realm()) ? accounts.find(id) : Optional.empty();
    }

    private View page(Visit visit, Principal account, AccountForm.Wrong wrong) {
        return page(visit, account, account.name(), account.displayName(), wrong);
    }

    private View page(Visit visit, Principal account, String name, String displayName, AccountForm.Wrong wrong) {
        Wording wording = visit.wording();
        PrincipalId id = account.id();
        boolean user = id.isUser();
        Optional<String> cursor = Asked.of(visit).cursor();
        Page<Principal> groups = accounts.get().directGroups(id, user ? cursor : Optional.empty(),
                user ? Asked.LIMIT : GROUPS_OF_GROUP);
        Page<Principal> members = user ? Page.empty() : accounts.get().directMembers(id, cursor, Asked.LIMIT);
        View view = visit.view("account").titleText(account.displayName())
                .with("row", people.row(Row.account(wording, account))).with("user", user).with("disabled", account.disabled())
                .with("self", id.equals(Admission.actor(visit).id()))
                .with("names", AccountForm.names(wording, user, name, displayName, wrong))
                .with("passwords", user ? AccountForm.passwords(wording, accounts.get().shortestPassword(id.realm()), wrong) : List.of())
                .with("groups", groups.items().stream().map(group -> Row.of(wording, group)).toList())
                .with("hasGroups", !groups.items().isEmpty())
                .with("members", members.items().stream().map(member -> Row.account(wording, member)).toList())
                .with("hasMembers", !members.items().isEmpty())
                .with("pager", pager(visit, user ? groups : members));
        return wrong.any() ? view.error("account.wrong").status(422) : view;
    }

    /** After a form, the address in the browser is not the one of this page, so there are no pages to turn to. */
    private static Pager pager(Visit visit, Page<Principal> page) {
        Pager pager = Pager.of(visit, page);
        return visit.path().equals(ACCOUNT) ? pager : new Pager(pager.range(), "", "");
    }

    /** The page with the reason why something else about the account was not done. */
    View refused(Visit visit, Principal account, String sentence) {
        return page(visit, account, AccountForm.Wrong.NOTHING).errorText(sentence).status(422);
    }

    private Reply carryOut(Visit visit, Deed deed) {
        Optional<Principal> account = account(visit, visit.form().name("account"));
        if (account.isEmpty()) {
            return visit.problem(404);
        }
        try {
            return deed.to(visit, account.get());
        } catch (InvalidEntryException e) {
            AccountForm.Wrong wrong = AccountForm.Wrong.with(e.field(),
                    Words.wrong(visit.wording(), e, accounts.get().shortestPassword(account.get().id().realm())));
            return visit.form().has("displayName") ? page(visit, account.get(), typedName(visit, account.get()),
                    visit.form().name("displayName"), wrong) : page(visit, account.get(), wrong);
        } catch (InvalidInputException e) {
            String suffix = account.get().id().isUser() ? ".user" : ".group";
            return refused(visit, account.get(), Words.wrong(visit.wording(), e, e.field().equals("id") ? suffix : ""));
        }
    }

    private static String typedName(Visit visit, Principal account) {
        return visit.form().name(account.id().isUser() ? "login" : "name");
    }

    private Reply rename(Visit visit, Principal account) throws InvalidEntryException {
        String name = typedName(visit, account);
        String displayName = visit.form().name("displayName");
        accounts.get().rename(Admission.actor(visit), account.id(), name, displayName.isEmpty() ? name : displayName);
        return done(account, "renamed");
    }

    private Reply password(Visit visit, Principal account) throws InvalidEntryException {
        char[] password = visit.form().password("password");
        char[] again = visit.form().password("again");
        try {
            if (!Arrays.equals(password, again)) {
                return page(visit, account, AccountForm.Wrong.with("again", visit.wording().text("account.differ")));
            }
            accounts.get().setPassword(Admission.actor(visit), account.id(), password);
            return done(account, "password");
        } finally {
            Arrays.fill(password, ' ');
            Arrays.fill(again, ' ');
        }
    }

    private Reply access(Visit visit, Principal account) throws InvalidEntryException {
        boolean disable = visit.form().name("to").equals("disabled");
        accounts.get().setDisabled(Admission.actor(visit), account.id(), disable);
        return done(account, disable ? "disabled" : "enabled");
    }

    private static Reply done(Principal account, String what) {
        return Told.seeOther(address(account.id()), what, List.of(account.id()));
    }

    private Reply deletion(Visit visit) {
        Optional<Principal> account = account(visit, visit.query().name("account"));
        return account.<Reply>map(found -> confirmation(visit, accounts.get().deletion(found.id()))).orElseGet(() -> visit.problem(404));
    }

    private static View confirmation(Visit visit, Deletion deletion) {
        Wording wording = visit.wording();
        PrincipalId id = deletion.principal().id();
        Confirmation asked = visit.confirm(id.isUser() ? "delete.user" : "delete.group", Words.full(deletion.principal()));
        consequences(wording, deletion).forEach(asked::explain);
        return asked.field("account", id.toString()).danger().view("delete.yes", DELETE, address(id));
    }

    /** What goes with an account, a sentence each. */
    static List<String> consequences(Wording wording, Deletion deletion) {
        boolean user = deletion.principal().id().isUser();
        return Stream.of(
                wording.text(user ? "delete.user.text" : "delete.group.text"),
                deletion.members() > 0 ? wording.count("delete.members", deletion.members()) : "",
                deletion.groups() > 0 ? wording.count("delete.groups", deletion.groups()) : "",
                deletion.listed() ? wording.text(user ? "delete.listed.user" : "delete.listed.group") : "",
                deletion.enrolled() ? wording.text("delete.enrolled") : "",
                deletion.sessions() > 0 ? wording.count("delete.sessions", deletion.sessions()) : "",
                wording.text("delete.final")).filter(sentence -> !sentence.isEmpty()).toList();
    }

    private Reply delete(Visit visit, Principal account) throws InvalidEntryException {
        accounts.get().delete(Admission.actor(visit), account.id());
        return Reply.seeOther(AccountPages.LIST + "?done=" + (account.id().isUser() ? "deleted-user" : "deleted-group"));
    }
}
