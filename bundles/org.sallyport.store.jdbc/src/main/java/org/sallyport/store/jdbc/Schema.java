package org.sallyport.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.sallyport.api.store.Setting;
import org.sallyport.api.store.StoreException;

/** Brings a database to the schema this version needs: numbered scripts, each applied once and in a transaction of its own. */
final class Schema {

    /** Setting: which store this is, from the day it was made. */
    static final String STORE_ID = "mark.store-id";

    /** The number of the last script in {@code schema/}. */
    private static final int NEEDED = 2;

    private final Database database;
    private final Clock clock;

    Schema(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @param statements open for writing; in no transaction before and after */
    void bringUp(Statements statements) throws SQLException, StoreException {
        database.dialect().lockSchema(statements.connection());
        statements.update(database.dialect().translate("CREATE TABLE IF NOT EXISTS schema_version (version ${integer} NOT NULL PRIMARY KEY,"
                + " checksum ${text} NOT NULL, applied_at ${integer} NOT NULL) ${keyed}"));
        Map<Long, String> applied = new LinkedHashMap<>();
        statements.list("schema_version", row -> applied.put(row.number(), row.text()),
                "SELECT version, checksum FROM schema_version ORDER BY version");
        statements.connection().commit();
        for (Map.Entry<Long, String> one : applied.entrySet()) {
            check(one.getKey(), one.getValue());
        }
        for (int version = applied.size() + 1; version <= NEEDED; version++) {
            apply(statements, version);
        }
    }

    private void check(long version, String checksum) throws StoreException {
        if (version > NEEDED) {
            throw database.trouble("the database was written by a newer Sallyport (schema " + version + "; this one knows "
                    + NEEDED + "). Start that version, or restore a copy made before the update");
        }
        if (!checksum(script((int) version)).equals(checksum)) {
            throw database.trouble("schema " + version + " of the database is not the one this Sallyport knows");
        }
    }

    private void apply(Statements statements, int version) throws SQLException {
        String script = script(version);
        database.dialect().lockSchema(statements.connection());
        if (statements.exists("SELECT 1 FROM schema_version WHERE version = ?", version)) {
            // Another node was faster.
            statements.connection().commit();
            return;
        }
        String commands = database.dialect().translate(script.replaceAll("(?m)^--.*$", ""));
        for (String command : Arrays.stream(commands.split(";")).filter(text -> !text.isBlank()).toList()) {
            statements.once(command);
        }
        statements.update("INSERT INTO schema_version (version, checksum, applied_at) VALUES (?, ?, ?)", version, checksum(script),
                clock.instant());
        if (version == 1) {
            SettingTable.save(Transaction.begin(statements, 1), new Setting(STORE_ID, UUID.randomUUID().toString(), 0));
        }
        statements.connection().commit();
    }

    private static String script(int version) {
        try (InputStream script = Schema.class.getResourceAsStream("schema/" + version + ".sql")) {
            return new String(script.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("schema script " + version + " cannot be read", e);
        }
    }

    private static String checksum(String script) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(script.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
