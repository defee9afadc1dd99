package org.sallyport.core.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RealmSettingsTest {

    private static RealmSettings read(String realms, String domains, String confirmed) {
        return RealmSettings.read(new String[] {realms}, new String[] {domains}, new String[] {confirmed});
    }

    private static void assertRefused(String key, String realms, String domains, String confirmed) {
        String message = assertThrows(IllegalArgumentException.class, () -> read(realms, domains, confirmed)).getMessage();
        assertTrue(message.startsWith("key '" + key + "': "), message);
    }

    @Test
    void realmsOfOneLineAreSeparatedByCommas() {
        assertEquals(List.of("local", "corp"), read(" local , corp", "", "").order());
    }

    @Test
    void valuesOfTheirOwnAreReadLikeThoseOfOneLine() {
        RealmSettings settings = RealmSettings.read(new String[] {"local", "corp"}, new String[] {"a.org=local", "b.org=corp"}, new String[] {});
        assertEquals(List.of("local", "corp"), settings.order());
        assertEquals(Map.of("a.org", "local", "b.org", "corp"), settings.domains());
        assertEquals(Map.of(), settings.confirmed());
    }

    @Test
    void aRealmOfAnImpossibleNameIsRefusedByItsKey() {
        for (String wrong : List.of("Bad Name", ",", "local, local", "a/b")) {
            assertRefused("realms", wrong, "", "");
        }
    }

    @Test
    void confirmationsOfOneLineAreSeparatedByCommasBeforeARealm() {
        assertEquals(Map.of("local", "0f8f", "corp", "dc=example,dc=org"),
                read("local,corp", "", "corp=dc=example,dc=org, local=0f8f").confirmed());
        assertEquals(Map.of(), read("local", "", "").confirmed());
    }

    @Test
    void mailDomainsOfOneLineNameARealmEach() {
        assertEquals(Map.of("example.com", "corp", "example.org", "local"),
                read("local, corp", "Example.COM = corp ,example.org=local", "").domains());
        assertEquals(Map.of(), read("local", "", "").domains());
    }

    @Test
    void aMailDomainOfNoRealmIsRefusedByItsKey() {
        for (String wrong : List.of("example.com", "example.com=branch", "@example.com=local", "=local", "a.org=local, A.ORG=local")) {
            assertRefused("domains", "local", wrong, "");
        }
    }

    @Test
    void aConfirmationWithoutFingerprintIsRefusedByItsKey() {
        assertRefused("confirmed.directories", "local", "", "local");
    }
}
