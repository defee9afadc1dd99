package org.sallyport.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.otp.OtpParameters;
import org.sallyport.api.secret.Sealed;

/** One row, read from left to right. What a column cannot mean is an {@link IllegalArgumentException}. */
final class Row {

    private final ResultSet results;
    private int column;

    Row(ResultSet results) {
        this.results = results;
    }

    /** Turns a row into a record. */
    interface Reader<T> {
        T read(Row row) throws SQLException;
    }

    /** Reads this row from its first column on; that one is the key by which trouble speaks of it. */
    <T> T as(String table, Reader<T> reader) throws SQLException {
        column = 0;
        try {
            return reader.read(this);
        } catch (RuntimeException e) {
            throw new UnreadableRowException(table, results.getString(1), e);
        }
    }

    String text() throws SQLException {
        return optionalText().orElseThrow(this::nothing);
    }

    Optional<String> optionalText() throws SQLException {
        return Optional.ofNullable(results.getString(++column));
    }

    long number() throws SQLException {
        long number = results.getLong(++column);
        if (results.wasNull()) {
            throw nothing();
        }
        return number;
    }

    int integer() throws SQLException {
        return Math.toIntExact(number());
    }

    boolean flag() throws SQLException {
        long number = number();
        if (number != 0 && number != 1) {
            throw new IllegalArgumentException("column " + column + ": must be 0 or 1");
        }
        return number == 1;
    }

    Instant instant() throws SQLException {
        return Instant.ofEpochMilli(number());
    }

    Optional<Instant> optionalInstant() throws SQLException {
        long number = results.getLong(++column);
        return results.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(number));
    }

    PrincipalId principal() throws SQLException {
        return PrincipalId.parse(text());
    }

    Optional<PrincipalId> optionalPrincipal() throws SQLException {
        return optionalText().map(PrincipalId::parse);
    }

    <E extends Enum<E>> E choice(Class<E> type) throws SQLException {
        return Enum.valueOf(type, text());
    }

    Sealed sealed() throws SQLException {
        return new Sealed(text(), Base64.getDecoder().decode(text()));
    }

    OtpParameters parameters() throws SQLException {
        return new OtpParameters(choice(OtpParameters.Algorithm.class), integer(), Duration.ofSeconds(number()));
    }

    Optional<Sealed> optionalSealed() throws SQLException {
        return empty(2) ? Optional.empty() : Optional.of(sealed());
    }

    Optional<OtpParameters> optionalParameters() throws SQLException {
        return empty(3) ? Optional.empty() : Optional.of(parameters());
    }

    Map<String, Instant> factors() throws SQLException {
        return Factors.parse(text());
    }

    /** Leaves out columns that say nothing here. */
    void pass(int columns) {
        column += columns;
    }

    /** Whether the value that begins in the next column is absent; if so, its columns are passed. */
    private boolean empty(int columns) throws SQLException {
        boolean empty = results.getString(column + 1) == null;
        if (empty) {
            column += columns;
        }
        return empty;
    }

    private IllegalArgumentException nothing() {
        return new IllegalArgumentException("column " + column + ": must not be empty");
    }
}
