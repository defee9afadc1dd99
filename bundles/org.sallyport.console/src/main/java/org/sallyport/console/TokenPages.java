package org.sallyport.console;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.sallyport.api.administration.ApiToken;
import org.sallyport.api.administration.ApiToken.Scope;
import org.sallyport.api.administration.ApiTokens;
import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.web.BadInput;
import org.sallyport.web.Moment;
import org.sallyport.web.Reply;
import org.sallyport.web.Routes;
import org.sallyport.web.View;
import org.sallyport.web.Visit;
import org.sallyport.web.Wording;

/** Tokens for programs: what there is, a new one, and taking one back. */
final class TokenPages {

    static final String LIST = SettingsPages.SETTINGS + "/tokens";
    static final String REVOKE = LIST + "/revoke";

    private static final int USUAL_DAYS = 90;

    private final Supplier<ApiTokens> tokens;

    TokenPages(Supplier<ApiTokens> tokens) {
        this.tokens = tokens;
    }

    void add(Routes table) {
        table.get(LIST, visit -> page(visit, "", Scope.READ, Integer.toString(USUAL_DAYS)).done())
                .post(LIST, this::create)
                .get(REVOKE, this::ask)
                .post(REVOKE, this::revoke);
    }

    private View page(Visit visit, String name, Scope chosen, String days) {
        Wording wording = visit.wording();
        List<Row> rows = tokens.get().list().stream().map(token -> Row.of(wording, token)).toList();
        return visit.view("tokens").title("tokens.title").with("action", LIST).with("rows", rows).with("hasRows", !rows.isEmpty())
                .with("name", name).with("days", days).with("settings", SettingsPages.SETTINGS)
                .with("daysHint", wording.text("tokens.days.hint", ApiTokens.MOST_DAYS))
                .with("scopes", Stream.of(Scope.values()).map(scope -> new Picker.Choice(word(scope),
                        wording.text("scope." + scope + ".help"), scope == chosen)).toList());
    }

    private static String word(Scope scope) {
        return scope.name().toLowerCase(Locale.ROOT);
    }

    /**
     * A token as the page shows it.
     *
     * @param lastUsed when, where it was
     */
    record Row(String name, String id, String scope, String owner, Moment expires, Optional<Moment> lastUsed) {

        static Row of(Wording wording, ApiToken token) {
            return new Row(token.name(), token.id(), wording.text("scope." + token.scope()), token.ownerName(),
                    wording.moment(token.expiresAt()), token.lastUsedAt().map(wording::moment));
        }
    }

    /** The secret is on this one answer and nowhere else; a reload asks for another token, not for the same. */
    private Reply create(Visit visit) {
        String name = visit.form().name("name");
        Scope scope = Stream.of(Scope.values()).filter(one -> word(one).equals(visit.form().name("scope"))).findFirst()
                .orElseThrow(() -> BadInput.in("scope", "problem.choice"));
        String days = visit.form().name("days");
        try {
            ApiTokens.Issued issued = tokens.get().create(Admission.actor(visit), name, scope,
                    days.matches("\\d{1,6}") ? Integer.parseInt(days) : 0);
            return page(visit, "", Scope.READ, Integer.toString(USUAL_DAYS))
                    .with("issued", Map.of("name", issued.token().name(), "secret", issued.secret()));
        } catch (InvalidInputException e) {
            return page(visit, name, scope, days).error("tokens.wrong." + e.field(), ApiTokens.MOST_DAYS).status(422);
        }
    }

    private Optional<ApiToken> token(String id) {
        return tokens.get().list().stream().filter(token -> token.id().equals(id)).findFirst();
    }

    private Reply ask(Visit visit) {
        Optional<ApiToken> token = token(visit.query().name("id"));
        if (token.isEmpty()) {
            return Reply.seeOther(LIST);
        }
        return visit.confirm("tokens.revoke.ask").name("key", token.get().name(), token.get().ownerName())
                .explain(visit.wording().text("tokens.revoke.text")).danger().field("id", token.get().id())
                .view("tokens.revoke", REVOKE, LIST);
    }

    private Reply revoke(Visit visit) {
        tokens.get().revoke(Admission.actor(visit), visit.form().name("id"));
        return Reply.seeOther(LIST + "?done=revoked");
    }
}
