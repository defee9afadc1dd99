package org.sallyport.store.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import org.osgi.service.jdbc.DataSourceFactory;

/** A configuration that makes sense. */
record JdbcStoreOptions(String name, String url, String user, String password, int attemptsDays, int addressesDays) {

    private static final int DEFAULT_ATTEMPTS_DAYS = 30;
    private static final int DEFAULT_ADDRESSES_DAYS = 180;
    private static final int MOST_DAYS = 3650;

    JdbcStoreOptions {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("sallyport.name: must say how this store is called");
        }
        if (url == null || url.toLowerCase(Locale.ROOT).contains("password=")) {
            throw new IllegalArgumentException("url: must be a JDBC URL without a password; that belongs into password.file");
        }
        Dialect.of(url);
        checkDays("attempts.days", attemptsDays);
        checkDays("addresses.days", addressesDays);
    }

    static JdbcStoreOptions of(String name, String url) {
        return new JdbcStoreOptions(name, url, "", "", DEFAULT_ATTEMPTS_DAYS, DEFAULT_ADDRESSES_DAYS);
    }

    /** @throws IllegalArgumentException names the key that makes no sense */
    static JdbcStoreOptions of(JdbcStoreConfiguration configuration) {
        return new JdbcStoreOptions(configuration.sallyport_name(), configuration.url(), configuration.user(),
                password(configuration.password_file()), configuration.attempts_days(), configuration.addresses_days());
    }

    private static String password(String file) {
        if (file.isEmpty()) {
            return "";
        }
        try {
            return Files.readString(Path.of(file)).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new IllegalArgumentException("password.file: " + file + " cannot be read", e);
        }
    }

    private static void checkDays(String key, int days) {
        if (days < 1 || days > MOST_DAYS) {
            throw new IllegalArgumentException(key + ": 1 to " + MOST_DAYS);
        }
    }

    Dialect dialect() {
        return Dialect.of(url);
    }

    void prepareFile() throws IOException {
        if (dialect() == Dialect.SQLITE) {
            new SqliteFile(url).secure();
        }
    }

    Properties connectionProperties() {
        Properties properties = new Properties();
        properties.setProperty(DataSourceFactory.JDBC_URL, url);
        if (!user.isEmpty()) {
            properties.setProperty(DataSourceFactory.JDBC_USER, user);
            properties.setProperty(DataSourceFactory.JDBC_PASSWORD, password);
        }
        return properties;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "JdbcStoreOptions[name=" + name + ", url=" + url + "]";
    }
}
