package org.sallyport.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoreConfigurationTest {

    private static CoreConfiguration configuration(String realms, String confirmed) {
        return (CoreConfiguration) Proxy.newProxyInstance(CoreConfigurationTest.class.getClassLoader(),
                new Class<?>[] {CoreConfiguration.class},
                (proxy, method, arguments) -> new String[] {method.getName().equals("realms") ? realms : confirmed});
    }

    @Test
    void realmsOfOneLineAreSeparatedByCommas() {
        assertEquals(List.of("local", "corp"), Core.realms(configuration(" local , corp", "")));
    }

    @Test
    void aRealmOfAnImpossibleNameIsRefusedByItsKey() {
        for (String wrong : List.of("Bad Name", ",", "local, local", "a/b")) {
            String message = assertThrows(IllegalArgumentException.class, () -> Core.realms(configuration(wrong, ""))).getMessage();
            assertTrue(message.contains("'realms'"), message);
        }
    }

    @Test
    void confirmationsOfOneLineAreSeparatedByCommasBeforeARealm() {
        assertEquals(Map.of("local", "0f8f", "corp", "dc=example,dc=org"),
                Core.confirmed(configuration("local,corp", "corp=dc=example,dc=org, local=0f8f")));
        assertEquals(Map.of(), Core.confirmed(configuration("local", "")));
    }

    @Test
    void mailDomainsOfOneLineNameARealmEach() {
        assertEquals(Map.of("example.com", "corp", "example.org", "local"),
                Core.domains(configuration("local, corp", "Example.COM = corp ,example.org=local")));
        assertEquals(Map.of(), Core.domains(configuration("local", "")));
    }

    @Test
    void aMailDomainOfNoRealmIsRefusedByItsKey() {
        for (String wrong : List.of("example.com", "example.com=branch", "@example.com=local", "=local", "a.org=local, A.ORG=local")) {
            String message = assertThrows(IllegalArgumentException.class, () -> Core.domains(configuration("local", wrong))).getMessage();
            assertTrue(message.contains("'domains'"), message);
        }
    }

    @Test
    void aConfirmationWithoutFingerprintIsRefusedByItsKey() {
        String message = assertThrows(IllegalArgumentException.class, () -> Core.confirmed(configuration("local", "local"))).getMessage();
        assertTrue(message.contains("'confirmed.directories'"), message);
    }
}
