package org.sallyport.console;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.web.Wording;

/** Those ticked who are not on the page of the list that is shown. */
final class Kept {

    private Kept() { }

    static List<Row> of(Wording wording, Set<PrincipalId> ticked, List<Row> shown,
            Function<PrincipalId, Optional<Principal>> find) {
        Set<String> here = shown.stream().map(Row::id).collect(Collectors.toSet());
        return ticked.stream().filter(id -> !here.contains(id.toString()))
                .map(id -> People.known(find).apply(id).orElseGet(() -> new Principal(id, id.id(), id.id(), false)))
                .map(principal -> Row.of(wording, principal).kept()).toList();
    }
}
