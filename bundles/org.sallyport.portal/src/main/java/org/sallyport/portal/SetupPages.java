package org.sallyport.portal;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.sallyport.api.administration.FirstAdministrator;
import org.sallyport.api.administration.FirstAdministrator.Invitation;
import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.directory.InvalidEntryException;
import org.sallyport.web.Reply;
import org.sallyport.web.View;
import org.sallyport.web.Visit;

/** The way in before there is anybody: what the link that is printed at the first start leads to. */
final class SetupPages {

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{16,128}");

    private final Supplier<FirstAdministrator> first;

    SetupPages(Supplier<FirstAdministrator> first) {
        this.first = first;
    }

    Reply show(Visit visit) {
        return switch (invitation(visit)) {
            case CREATE -> create(visit, "", "");
            case APPOINT -> appoint(visit, "");
            case NONE -> none(visit);
        };
    }

    Reply answer(Visit visit) {
        Invitation invitation = invitation(visit);
        if (invitation == Invitation.NONE) {
            return none(visit);
        }
        char[] password = visit.form().password("password");
        try {
            return invitation == Invitation.CREATE ? create(visit, password) : appoint(visit, password);
        } catch (InvalidInputException e) {
            return e.field().equals("password")
                    ? appoint(visit, visit.form().name("username")).status(401).error("refused.WRONG_CREDENTIALS") : none(visit);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    Reply done(Visit visit) {
        return visit.view("setup-done").title("setup.done.title");
    }

    private Reply create(Visit visit, char[] password) {
        String login = visit.form().name("username");
        String displayName = visit.form().name("displayName");
        char[] repeated = visit.form().password("repeated");
        try {
            if (!Arrays.equals(password, repeated)) {
                return create(visit, login, displayName).status(400).error("setup.differ");
            }
            first.get().create(visit.variable("token"), login, displayName.isEmpty() ? login : displayName, password, visit.client());
            return Reply.seeOther("/setup/done");
        } catch (InvalidEntryException e) {
            return broken(visit, create(visit, login, displayName), e);
        } finally {
            Arrays.fill(repeated, '\0');
        }
    }

    private Reply appoint(Visit visit, char[] password) {
        first.get().appoint(visit.variable("token"), visit.form().name("username"), password, visit.client());
        return Reply.seeOther("/setup/done");
    }

    /** The form again, with the rule that was broken. */
    private View broken(Visit visit, View form, InvalidEntryException e) {
        String key = "rule." + e.rule();
        String sentence = visit.wording().has(key) ? visit.wording().text(key, first.get().shortestPassword()) : e.getMessage();
        String label = "field." + e.field();
        return form.status(400).error("problem.field", visit.wording().has(label) ? visit.wording().text(label) : e.field(), sentence);
    }

    private Invitation invitation(Visit visit) {
        String token = visit.variable("token");
        return TOKEN.matcher(token).matches() ? first.get().invitation(token, visit.client()) : Invitation.NONE;
    }

    private View create(Visit visit, String login, String displayName) {
        int shortest = first.get().shortestPassword();
        return visit.view("setup-create").title("setup.create.title").with("action", visit.path())
                .with("username", login).with("displayName", displayName).with("shortest", shortest)
                .with("rules", visit.wording().text("setup.rules", shortest));
    }

    private static View appoint(Visit visit, String login) {
        return visit.view("setup-appoint").title("setup.appoint.title").with("action", visit.path()).with("username", login);
    }

    private static View none(Visit visit) {
        return visit.view("setup-none").status(404).title("setup.none.title");
    }
}
