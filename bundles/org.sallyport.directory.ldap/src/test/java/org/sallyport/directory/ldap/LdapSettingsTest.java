package org.sallyport.directory.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configuration: what is left out, and what is refused. */
class LdapSettingsTest {

    private static final LdapSettings GOOD = LdapSettings.of(Map.of("sallyport.realm", "corp", "servers", "ldaps://dc1, ldap://dc2:3389",
            "bind.dn", "cn=service,dc=example,dc=org", "bind.password.env", "WORD", "base.dn", "dc=example,dc=org"), name -> "s3rvice");

    @Test
    void whatIsNotSetIsThePresets() {
        assertEquals(List.of("ldaps://dc1:636", "ldap://dc2:3389"), GOOD.servers().stream().map(Object::toString).toList());
        assertTrue(GOOD.startTls());
        assertEquals("entryUUID", GOOD.idAttribute());
        assertEquals("objectGUID", GOOD.with("preset", "active-directory").idAttribute());
        assertEquals("uid", GOOD.with("preset", "active-directory").with("name.attribute", "uid").nameAttribute());
        assertEquals("cn=users,cn=accounts,dc=example,dc=org", GOOD.with("preset", "freeipa").usersBase());
        assertEquals("ou=x,dc=example,dc=org", GOOD.with("preset", "freeipa").with("users.base", "ou=x,dc=example,dc=org").usersBase());
        assertEquals("entryUUID", GOOD.with("id.attribute", " ").idAttribute());
    }

    @ParameterizedTest
    @CsvSource({"sallyport.realm, Corp!", "preset, novell", "servers, http://dc1", "servers, ldap://dc1/dc=example", "servers, ldap://u:p@dc1",
        "starttls, maybe", "anonymous, true", "anonymous, yes", "base.dn, example", "base.dn, ''", "users.base, people", "user.filter, (uid=",
        "disabled.filter, (a:1.2.3:=4)", "login.attributes, 'u(id'", "membership, guess", "primary.group, some", "connect.timeout, 5",
        "response.timeout, soon", "pool.size, 0", "page.size, 5000", "bind.dn, ''", "ca.file, /no/such/file", "bind.password.env, ''"})
    void aWrongValueIsRefusedByItsKey(String key, String value) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> new Entries(GOOD.with(key, value)));
        String named = key.equals("bind.password.env") ? "bind.password.file" : key;
        assertTrue(refused.getMessage().startsWith(named + ": "), refused.getMessage());
    }

    @Test
    void guidsAndSidsReadAsWindowsWritesThem() {
        byte[] guid = HexFormat.of().parseHex("33221100554477668899aabbccddeeff");
        assertEquals("00112233-4455-6677-8899-aabbccddeeff", Guid.text(guid));
        assertEquals(HexFormat.of().formatHex(guid), HexFormat.of().formatHex(Guid.bytes(UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"))));
        byte[] sid = HexFormat.of().parseHex("010500000000000515000000010000000200000003000000f4010000");
        assertEquals("S-1-5-21-1-2-3-500", Sid.text(sid));
        assertEquals(500, Sid.number(sid));
        assertEquals("S-1-5-21-1-2-3-513", Sid.text(Sid.neighbour(sid, 513)));
        assertThrows(IllegalArgumentException.class, () -> Sid.text(new byte[3]));
    }
}
