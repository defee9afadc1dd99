package org.sallyport.itests.directories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.api.directory.Finding;
import org.sallyport.api.directory.Finding.Level;
import org.sallyport.directory.ldap.LdapDirectory;
import org.sallyport.directory.ldap.LdapSettings;

/** Proves that a directory speaks only with the server that is meant, encrypted unless told otherwise, and as somebody. */
class ConnectionIT {

    private static final String SAID = "(?is).*ldaps?://\\S+.*(%s).*";

    private static Slapd slapd;
    private static OpenLdapTown town;
    private static Questions questions;
    private LdapDirectory directory;

    @BeforeAll
    static void fill() throws Exception {
        slapd = new Slapd().start();
        town = new OpenLdapTown(slapd);
        town.addUser("alice", "Alice Archer", Questions.PASSWORD);
        town.addGroup("Staff");
        town.addMember("Staff", town.userDn("alice"));
        try (LdapDirectory healthy = new LdapDirectory(town.settings(), Clock.systemUTC())) {
            questions = new Questions(healthy);
        }
    }

    @AfterAll
    static void stop() {
        town.close();
        slapd.close();
    }

    @AfterEach
    void hangUp() {
        if (directory != null) {
            directory.close();
        }
    }

    private LdapDirectory directory(LdapSettings settings) {
        directory = new LdapDirectory(settings, Clock.systemUTC());
        return directory;
    }

    private static LdapSettings at(String url) {
        return town.settings().with(LdapSettings.SERVERS, url);
    }

    private static void restart(Certificates.Pair shown) {
        slapd.stop();
        slapd.show(shown).start();
    }

    /** Nothing is answered, and the examination names the server and says why. */
    private void assertRefused(LdapSettings settings, String why) {
        List<String> excuses = questions.unavailable(directory(settings));
        assertTrue(excuses.stream().allMatch(excuse -> excuse.matches(SAID.formatted(why))), excuses::toString);
        List<Finding> findings = directory.examine();
        assertTrue(findings.stream().anyMatch(finding -> finding.level() == Level.BAD && finding.text().matches(SAID.formatted(why))),
                findings::toString);
    }

    private void assertFound(Level level, String text) {
        List<Finding> findings = directory.examine();
        assertTrue(findings.stream().anyMatch(finding -> finding.level() == level && finding.text().contains(text)), findings::toString);
    }

    @Test
    void encryptsByStartTlsBeforeAnythingIsSaid() {
        try (Relay relay = new Relay(slapd.port())) {
            assertTrue(questions.right(directory(at("ldap://127.0.0.1:" + relay.port()))));
            assertNothingTold(relay);
        }
    }

    @Test
    void speaksTlsFromTheBeginning() {
        try (Relay relay = new Relay(slapd.tlsPort())) {
            assertTrue(questions.right(directory(at("ldaps://127.0.0.1:" + relay.port()))));
            assertNothingTold(relay);
        }
    }

    @Test
    void saysNothingToAServerWithoutTlsUnlessToldTo() {
        slapd.stop();
        slapd.plain().start();
        try (Relay relay = new Relay(slapd.port())) {
            assertRefused(at("ldap://127.0.0.1:" + relay.port()), "tls|unsupported extended operation");
            assertNothingTold(relay);
            directory.close();
            assertTrue(questions.right(directory(at("ldap://127.0.0.1:" + relay.port()).with(LdapSettings.STARTTLS, "off"))));
            assertTrue(relay.heard().contains(Questions.PASSWORD), "this relay hears what is not encrypted");
            assertFound(Level.DOUBTFUL, "without encryption");
        } finally {
            restart(slapd.certificates().valid());
        }
    }

    private static void assertNothingTold(Relay relay) {
        assertFalse(relay.heard().isEmpty());
        assertFalse(relay.heard().contains(Questions.PASSWORD) || relay.heard().contains(Slapd.SERVICE_PASSWORD)
                || relay.heard().contains("alice"));
    }

    @Test
    void trustsNoOtherAuthority(@TempDir Path elsewhere) {
        LdapSettings settings = town.settings().with(LdapSettings.CA_FILE, new Certificates(elsewhere).authority().toString());
        assertRefused(settings, "certif|trust");
        directory.close();
        assertRefused(settings.with(LdapSettings.SERVERS, slapd.tlsUrl()), "certif|trust");
    }

    @Test
    void trustsNoUnknownAuthorityByItself() {
        assertRefused(town.settings().with(LdapSettings.CA_FILE, ""), "certif|trust");
    }

    @Test
    void trustsNoCertificateForAnotherHost() {
        // It is for 127.0.0.1, and that is where this name leads; but it is not this name.
        assertRefused(at("ldap://localhost:" + slapd.port()), "host|name");
        directory.close();
        assertRefused(at("ldaps://localhost:" + slapd.tlsPort()), "host|name");
    }

    @Test
    void trustsNoCertificateForAnotherHostAtANumericAddressOfThisOne() {
        // Where a tunnel ends, and where the library's own check lets every certificate pass.
        restart(slapd.certificates().forOtherNames());
        try {
            assertRefused(at(slapd.url()), "another host name");
            directory.close();
            assertRefused(at(slapd.tlsUrl()), "another host name");
            directory.close();
            assertTrue(questions.right(directory(at("ldaps://localhost:" + slapd.tlsPort()))), "that name it has");
        } finally {
            restart(slapd.certificates().valid());
        }
    }

    @Test
    void trustsNoCertificateThatHasRunOutAndTheNextOneAtOnce() {
        restart(slapd.certificates().expired());
        try {
            assertRefused(town.settings(), "expired|certif");
        } finally {
            restart(slapd.certificates().valid());
        }
        assertTrue(questions.right(directory), "the new certificate is good");
    }

    @Test
    void isRefusedWhereTheServiceAccountIs(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("password"), "not it");
        assertRefused(town.settings().with(LdapSettings.BIND_PASSWORD_FILE, file.toString()), "credentials|password|account");
    }

    @Test
    void saysThatABaseIsNotThere() {
        String nowhere = "ou=nowhere," + Slapd.SUFFIX;
        questions.unavailable(directory(town.settings().with(LdapSettings.BASE_DN, nowhere)));
        assertFound(Level.BAD, nowhere);
    }

    @Test
    void isNeverNobodyUnasked() {
        Map<String, String> values = Map.of(LdapSettings.REALM, "corp", LdapSettings.SERVERS, slapd.url(), LdapSettings.BASE_DN, town.base());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> LdapSettings.of(values)).getMessage().startsWith(LdapSettings.BIND_DN));
    }

    @Test
    void aServerThatTellsNobodyAnythingIsNoServerWithoutPeople() {
        questions.unavailable(directory(anonymous()));
        assertFound(Level.BAD, "may not read");
    }

    @Test
    void readsAsNobodyWhereTheServerLetsItAndItIsAskedTo() {
        slapd.stop();
        slapd.open(true).start();
        try {
            assertTrue(questions.right(directory(anonymous())), "an open server");
            assertEquals(List.of(), directory.examine().stream().filter(finding -> finding.level() == Level.BAD).toList());
        } finally {
            slapd.stop();
            slapd.open(false).start();
        }
    }

    private static LdapSettings anonymous() {
        return LdapSettings.of(Map.of(LdapSettings.REALM, "corp", LdapSettings.SERVERS, slapd.url(), LdapSettings.BASE_DN, town.base(),
                LdapSettings.CA_FILE, slapd.certificates().authority().toString(), LdapSettings.ANONYMOUS, "true"));
    }
}
