package org.sallyport.console;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.signin.UnavailableException;

/**
 * How pages speak of people: with their realm where there are several, and also while a directory is away.
 *
 * @param several whether more than one realm is configured; else none is ever named
 */
record People(BooleanSupplier several) {

    List<Row> rows(List<Row> rows) {
        return several.getAsBoolean() ? rows.stream().map(row -> row.within(PrincipalId.parse(row.id()).realm())).toList() : rows;
    }

    Row row(Row row) {
        return rows(List.of(row)).get(0);
    }

    /** What stands beside a name that is asked about: the login name where it differs, and the realm. */
    String detail(Principal principal) {
        String login = principal.displayName().equals(principal.name()) ? "" : principal.name();
        if (!several.getAsBoolean()) {
            return login;
        }
        return login.isEmpty() ? principal.id().realm() : login + " · " + principal.id().realm();
    }

    /** The realm of somebody in the log; empty where there is no other. */
    String realm(Optional<PrincipalId> id) {
        return several.getAsBoolean() ? id.map(PrincipalId::realm).orElse("") : "";
    }

    /** Looks somebody up for their name: nobody while their directory is away, so that a page can be shown all the same. */
    static Function<PrincipalId, Optional<Principal>> known(Function<PrincipalId, Optional<Principal>> find) {
        return id -> {
            try {
                return find.apply(id);
            } catch (UnavailableException e) {
                return Optional.empty();
            }
        };
    }
}
