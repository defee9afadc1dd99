package org.sallyport.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Everything that can be done here. */
final class Operations {

    private static final String DOCUMENT = "/openapi.json";

    private Operations() {
    }

    static Table of(Services services) {
        Table table = new Table();
        table.open("GET", DOCUMENT, call -> Answer.of(document()));
        new StatusCalls(services).add(table);
        new MemberCalls(services).add(table);
        new PeopleCalls(services).add(table);
        new SessionCalls(services).add(table);
        new AccountCalls(services).add(table);
        new SettingCalls(services).add(table);
        new LogCalls(services).add(table);
        new DirectoryCalls(services).add(table);
        new DoorCalls(services).add(table);
        new ApplicationCalls(services).add(table);
        new TokenCalls(services).add(table);
        return table;
    }

    /** The description of all this, as it lies in the bundle. */
    static byte[] document() {
        try (InputStream in = Operations.class.getResourceAsStream(DOCUMENT)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
