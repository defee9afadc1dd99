package org.sallyport.store.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.Setting;
import org.sallyport.api.store.Settings;
import org.sallyport.api.store.StoreException;

/** Product settings and durable markers. */
final class SettingTable implements Settings {

    private static final GuardedTable TABLE = new GuardedTable("setting", List.of("setting_key"), List.of("value"));

    private final ReadPool reads;

    SettingTable(ReadPool reads, Changes changes) {
        this.reads = reads;
        changes.on(Change.SaveSetting.class, (transaction, change) -> save(transaction, change.setting()));
        changes.on(Change.DeleteSetting.class, (transaction, change) -> {
            transaction.statements().update("DELETE FROM setting WHERE setting_key = ?", change.key());
            return true;
        });
    }

    static boolean save(Transaction transaction, Setting setting) throws SQLException {
        return TABLE.save(transaction, setting.revision(), setting.key(), setting.value());
    }

    @Override
    public Optional<Setting> find(String key) throws StoreException {
        return reads.read(statements -> TABLE.find(statements, SettingTable::setting, key));
    }

    @Override
    public List<Setting> all() throws StoreException {
        return reads.read(statements -> TABLE.list(statements, SettingTable::setting, "ORDER BY setting_key"));
    }

    private static Setting setting(Row row) throws SQLException {
        return new Setting(row.text(), row.text(), row.number());
    }
}
