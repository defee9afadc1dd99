package org.sallyport.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.service.jdbc.DataSourceFactory;

class JdbcStoreOptionsTest {

    @ParameterizedTest
    @CsvSource({
        "'', jdbc:sqlite:/x, 30, 30, sallyport.name",
        "a, jdbc:h2:mem, 30, 30, url",
        "a, jdbc:postgresql://h/d?user=a&PassWord=b, 30, 30, url",
        "a, , 30, 30, url",
        "a, jdbc:sqlite:/x, 0, 30, attempts.days",
        "a, jdbc:sqlite:/x, 3651, 30, attempts.days",
        "a, jdbc:sqlite:/x, 30, -1, addresses.days"})
    void whatMakesNoSenseIsRefusedByKey(String name, String url, int attempts, int addresses, String key) {
        String message = assertThrows(IllegalArgumentException.class,
                () -> new JdbcStoreOptions(name, url, "", "", attempts, addresses)).getMessage();
        assertTrue(message.startsWith(key + ": "), message);
    }

    @ParameterizedTest
    @CsvSource({"jdbc:sqlite:", "jdbc:sqlite::memory:", "jdbc:sqlite:file:x", "jdbc:sqlite:/x?cache=shared"})
    void theEmbeddedStoreNeedsAFile(String url) {
        String message = assertThrows(IllegalArgumentException.class,
                () -> JdbcStoreOptions.of("a", url).prepareFile()).getMessage();
        assertTrue(message.startsWith("url: "), message);
    }

    @Test
    void thePasswordGoesToTheDriverAndNowhereElse() {
        JdbcStoreOptions options = new JdbcStoreOptions("a", "jdbc:postgresql://h/d", "u", "very secret", 30, 30);
        Properties properties = options.connectionProperties();
        assertEquals("very secret", properties.getProperty(DataSourceFactory.JDBC_PASSWORD));
        assertFalse(options.toString().contains("very secret"));
        assertFalse(JdbcStoreOptions.of("a", "jdbc:sqlite:/x").connectionProperties().containsKey(DataSourceFactory.JDBC_USER));
    }
}
