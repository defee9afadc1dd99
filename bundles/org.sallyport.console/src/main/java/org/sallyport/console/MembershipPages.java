package org.sallyport.console;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.sallyport.api.administration.AccountAdministration;
import org.sallyport.api.administration.Candidate;
import org.sallyport.api.administration.Found;
import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.directory.InvalidEntryException;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.paging.Page;
import org.sallyport.web.Reply;
import org.sallyport.web.Routes;
import org.sallyport.web.View;
import org.sallyport.web.Visit;

/** Puts users and groups into groups, and takes them out; from the group's side and from the member's. */
final class MembershipPages {

    static final String MEMBERS = AccountPages.LIST + "/members";
    static final String GROUPS = AccountPages.LIST + "/groups";
    static final String LEAVE = AccountPages.LIST + "/leave";
    /** Members that are marked in the picker; putting in one of the others again does no harm. */
    private static final int MARKED = 1000;

    /** Members of a group are of the realm that the page is about. */
    private static final People NO_REALMS = new People(() -> false);

    private final Supplier<AccountAdministration> accounts;
    private final AccountPage page;

    MembershipPages(Supplier<AccountAdministration> accounts, AccountPage page) {
        this.accounts = accounts;
        this.page = page;
    }

    void add(Routes table) {
        table.get(MEMBERS, visit -> pick(visit, visit.query().name("account"), true))
                .post(MEMBERS, visit -> put(visit, true))
                .get(GROUPS, visit -> pick(visit, visit.query().name("account"), false))
                .post(GROUPS, visit -> put(visit, false))
                .post(LEAVE, this::leave);
    }

    private Reply pick(Visit visit, String id, boolean members) {
        return account(id, members).<Reply>map(account -> picker(Asked.of(visit), account, members).view(visit))
                .orElseGet(() -> visit.problem(404));
    }

    /** Only a group has members. */
    private Optional<Principal> account(String id, boolean members) {
        return AccountPage.find(accounts.get(), id).filter(account -> !members || account.id().kind() == Kind.GROUP);
    }

    private Picker picker(Asked asked, Principal account, boolean members) {
        PrincipalId id = account.id();
        Set<PrincipalId> there = ids(members ? accounts.get().directMembers(id, Optional.empty(), MARKED)
                : accounts.get().directGroups(id, Optional.empty(), MARKED));
        there.add(id);
        Set<Kind> only = members ? Set.of(Kind.USER, Kind.GROUP) : Set.of(Kind.GROUP);
        return new Picker(NO_REALMS, asked, members ? "intoGroup" : "ofGroups", members ? MEMBERS : GROUPS, AccountPage.address(id), members,
                Map.of("account", id.toString()),
                (text, kinds, cursor, limit) -> new Found<>(accounts.get()
                        .search(id.realm(), text, members ? kinds : only, cursor, limit)
                        .map(found -> new Candidate(found, there.contains(found.id()))), List.of()),
                accounts.get()::find);
    }

    private static Set<PrincipalId> ids(Page<Principal> page) {
        return page.items().stream().map(Principal::id).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Reply put(Visit visit, boolean members) {
        Optional<Principal> account = account(visit.form().name("account"), members);
        if (account.isEmpty()) {
            return visit.problem(404);
        }
        Asked asked = Asked.of(visit);
        if (!asked.act().equals("add")) {
            return picker(asked, account.get(), members).view(visit);
        }
        if (asked.ticked().isEmpty()) {
            return picker(asked, account.get(), members).view(visit).error("tick.first").status(422);
        }
        Asked rest = asked;
        for (PrincipalId other : asked.ticked()) {
            PrincipalId group = members ? account.get().id() : other;
            PrincipalId member = members ? other : account.get().id();
            try {
                accounts.get().addMember(Admission.actor(visit), group, member);
            } catch (InvalidEntryException e) {
                return refused(visit, picker(rest, account.get(), members), other, Words.wrong(visit.wording(), e, 0));
            }
            rest = rest.without(other.toString());
        }
        return Told.seeOther(AccountPage.address(account.get().id()), members ? "intoGroup" : "ofGroups", asked.ticked());
    }

    private View refused(Visit visit, Picker picker, PrincipalId who, String sentence) {
        String name = accounts.get().find(who).map(Principal::displayName).orElse(who.id());
        return picker.view(visit).errorText(visit.wording().text("membership.refused", name, sentence)).status(422);
    }

    private Reply leave(Visit visit) {
        Optional<Principal> account = AccountPage.find(accounts.get(), visit.form().name("account"));
        if (account.isEmpty()) {
            return visit.problem(404);
        }
        PrincipalId other = Asked.id(visit.form().name("other"));
        boolean isMember = visit.form().name("as").equals("member");
        PrincipalId group = isMember ? other : account.get().id();
        PrincipalId member = isMember ? account.get().id() : other;
        String back = AccountPage.address(account.get().id());
        try {
            accounts.get().removeMember(Admission.actor(visit), group, member);
            return Told.seeOther(back, isMember ? "left" : "takenOut", List.of(other));
        } catch (InvalidInputException | InvalidEntryException e) {
            String sentence = e instanceof InvalidEntryException entry ? Words.wrong(visit.wording(), entry, 0)
                    : Words.wrong(visit.wording(), (InvalidInputException) e, "");
            return page.refused(visit, account.get(), sentence);
        }
    }
}
