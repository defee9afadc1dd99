package org.sallyport.store.jdbc;

import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.sallyport.api.otp.OtpParameters;
import org.sallyport.api.secret.Sealed;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.SignInRecord;
import org.sallyport.api.store.SignInRecords;
import org.sallyport.api.store.StoreException;

/** Half-finished sign-ins. */
final class SignInTable implements SignInRecords {

    private static final GuardedTable TABLE = new GuardedTable("sign_in", List.of("id_hash"), List.of("principal", "login", "name",
            "display_name", "door", "address", "factors", "started_at", "expires_at", "pending_key_id", "pending_secret",
            "pending_algorithm", "pending_digits", "pending_period_seconds", "session_hash"));

    private final ReadPool reads;

    SignInTable(ReadPool reads, Changes changes) {
        this.reads = reads;
        changes.on(Change.SaveSignIn.class, (transaction, change) -> save(transaction, change.signIn()));
        changes.on(Change.FinishSignIn.class, (transaction, change) ->
                transaction.statements().update("DELETE FROM sign_in WHERE id_hash = ?", change.idHash()) == 1);
        changes.on(Change.DeleteSignIns.class, (transaction, change) -> {
            transaction.statements().update("DELETE FROM sign_in WHERE principal = ?", change.user());
            return true;
        });
    }

    private static boolean save(Transaction transaction, SignInRecord record) throws SQLException {
        Optional<OtpParameters> parameters = record.pendingParameters();
        return TABLE.save(transaction, record.revision(), record.idHash(), record.user(), record.login(), record.name(),
                record.displayName(), record.door(), record.address(), Factors.format(record.factors()), record.startedAt(),
                record.expiresAt(), record.pendingSecret().map(Sealed::keyId),
                record.pendingSecret().map(secret -> Base64.getEncoder().encodeToString(secret.bytes())),
                parameters.map(OtpParameters::algorithm), parameters.map(OtpParameters::digits),
                parameters.map(found -> found.period().toSeconds()), record.sessionHash());
    }

    @Override
    public Optional<SignInRecord> find(String idHash) throws StoreException {
        return reads.read(statements -> TABLE.find(statements, SignInTable::signIn, idHash));
    }

    private static SignInRecord signIn(Row row) throws SQLException {
        return new SignInRecord(row.text(), row.principal(), row.text(), row.text(), row.text(), row.text(), row.text(), row.factors(),
                row.instant(), row.instant(), row.optionalSealed(), row.optionalParameters(), row.optionalText(), row.number());
    }
}
