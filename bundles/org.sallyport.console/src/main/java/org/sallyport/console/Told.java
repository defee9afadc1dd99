package org.sallyport.console;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.web.Confirmation;
import org.sallyport.web.Reply;
import org.sallyport.web.View;
import org.sallyport.web.Visit;
import org.sallyport.web.Wording;

/** Names names: before something is done, and after it. */
final class Told {

    private static final int CONFIRMED = 20;
    private static final int CARRIED = 3;

    private Told() { }

    /** To a page that will tell by {@link #done} what was done, to whom. */
    static Reply seeOther(String path, String done, Collection<PrincipalId> whom) {
        StringBuilder target = new StringBuilder(path).append(path.contains("?") ? '&' : '?')
                .append("done=").append(done).append("&n=").append(whom.size());
        whom.stream().limit(CARRIED).forEach(id -> target.append("&who=").append(Words.encoded(id.toString())));
        return Reply.seeOther(target.toString());
    }

    /** Tells what {@link #seeOther} left in the query, by the text {@code done.KEY}; the names are looked up, never copied. */
    static View done(View view, Visit visit, Function<PrincipalId, Optional<Principal>> find) {
        String key = "done." + visit.query().name("done");
        if (!visit.wording().has(key)) {
            return view;
        }
        Set<PrincipalId> whom = Asked.ids(visit.query().all("who"));
        List<String> names = whom.stream().limit(CARRIED).flatMap(id -> People.known(find).apply(id).stream()).map(Principal::displayName).toList();
        int number = visit.query().number("n", 0, Integer.MAX_VALUE).orElse(0);
        String named = Words.names(visit.wording(), names, number);
        return view.success(key, named.isEmpty() ? visit.wording().count("entries", number) : named);
    }

    /** The first names, and how many more. */
    static Confirmation name(Confirmation confirmation, Wording wording, People people, List<Principal> whom) {
        whom.stream().limit(CONFIRMED).forEach(principal -> confirmation.name(Words.icon(principal.id()), principal.displayName(),
                people.detail(principal)));
        int more = whom.size() - CONFIRMED;
        if (more > 0) {
            confirmation.name("plus", wording.count("more", more), "");
        }
        return confirmation;
    }
}
