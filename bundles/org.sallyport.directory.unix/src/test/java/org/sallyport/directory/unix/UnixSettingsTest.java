package org.sallyport.directory.unix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

class UnixSettingsTest {

    @Test
    void theDefaultsMakeSense() {
        UnixSettings settings = UnixSettings.of(with(Map.of()));
        assertEquals("sallyport", settings.service());
        assertEquals("host", settings.people().realm());
        assertTrue(settings.people().noShells().containsAll(Set.of("/usr/sbin/nologin", "/bin/false")));
    }

    @Test
    void whatIsWrongIsNamed() {
        assertNames("sallyport.realm", Map.of("sallyport_realm", "Host"));
        assertNames("pam.service", Map.of("pam_service", "other"));
        assertNames("pam.service", Map.of("pam_service", "../login"));
        assertNames("pam.service", Map.of("pam_service", ""));
        assertNames("uid.min", Map.of("uid_min", 0L));
        assertNames("uid.max", Map.of("uid_max", 999L));
        assertNames("shells.disabled", Map.of("shells_disabled", "/bin/false,nologin"));
        assertNames("pam.concurrency", Map.of("pam_concurrency", 0));
        assertNames("pam.wait", Map.of("pam_wait", 1));
        assertNames("pam.timeout", Map.of("pam_timeout", 1));
        assertNames("refusal.time", Map.of("refusal_time", -1));
    }

    private static void assertNames(String key, Map<String, Object> values) {
        String message = assertThrows(IllegalArgumentException.class, () -> UnixSettings.of(with(values))).getMessage();
        assertTrue(message.startsWith(key + ": "), message);
    }

    /** The defaults, but for these. */
    private static UnixDirectoryConfiguration with(Map<String, Object> values) {
        return (UnixDirectoryConfiguration) Proxy.newProxyInstance(UnixDirectoryConfiguration.class.getClassLoader(),
                new Class<?>[] {UnixDirectoryConfiguration.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
