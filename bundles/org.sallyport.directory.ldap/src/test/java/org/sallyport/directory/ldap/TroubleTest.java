package org.sallyport.directory.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.api.directory.Directory;
import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.Finding;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.directory.Verdict;
import org.sallyport.api.directory.Verdict.Outcome;

/** Servers that refuse, refer, fall silent or go away, and what they say of a password. */
class TroubleTest {

    private static final String PASSWORD = "four quiet horses graze";

    @TempDir
    private Path folder;
    private final Script script = new Script();
    private MemoryServer server;

    /** Answers as it is told to, and as the server would where it is told nothing. */
    private static final class Script extends InMemoryOperationInterceptor {

        private volatile ResultCode search;
        private volatile LDAPException bind;
        private final AtomicInteger userBinds = new AtomicInteger();

        @Override
        public void processSearchRequest(InMemoryInterceptedSearchRequest request) throws LDAPException {
            if (search != null) {
                throw search.equals(ResultCode.REFERRAL)
                        ? new LDAPException(search, "elsewhere", null, new String[] {"ldap://other.example.test/"}) : new LDAPException(search, "so it is");
            }
        }

        @Override
        public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) throws LDAPException {
            if (!request.getRequest().getBindDN().startsWith("cn=service")) {
                userBinds.incrementAndGet();
                if (bind != null) {
                    throw bind;
                }
            }
        }
    }

    @BeforeEach
    void fill() throws LDAPException, IOException {
        server = new MemoryServer(folder, script);
        server.addUser("alice", "Alice Archer", PASSWORD);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 8, 10, 11, 32, 50, 51, 52, 53, 80})
    void anAnswerThatIsNoneIsNeverAnUnknownName(int code) {
        script.search = ResultCode.valueOf(code);
        Directory directory = server.directory();
        for (String login : List.of("alice", "mallory")) {
            DirectoryException trouble = assertThrows(DirectoryException.class, () -> directory.authenticate(login, PASSWORD.toCharArray()));
            assertTrue(trouble.getMessage().startsWith("ldap://127.0.0.1:"), trouble.getMessage());
        }
        assertThrows(DirectoryException.class, () -> directory.named("alice"));
        assertThrows(DirectoryException.class, () -> directory.search("", EnumSet.allOf(Kind.class), Optional.empty(), 10));
    }

    @ParameterizedTest
    @CsvSource({"52e, REJECTED", "530, NOT_NOW", "531, NOT_NOW", "532, MUST_CHANGE", "533, DISABLED", "701, EXPIRED", "773, MUST_CHANGE",
        "775, REJECTED", "999, REJECTED"})
    void activeDirectorySaysWhy(String code, Outcome expected) throws Exception {
        script.bind = new LDAPException(ResultCode.INVALID_CREDENTIALS,
                "80090308: LdapErr: DSID-0C09044E, comment: AcceptSecurityContext error, data " + code + ", v2580");
        Verdict verdict = server.directory(activeDirectory()).authenticate("alice", PASSWORD.toCharArray());
        assertEquals(expected, verdict.outcome());
        assertEquals(code.equals("775") ? Verdict.LOCKED_UNSEEN : "", verdict.reason());
    }

    @Test
    void whatActiveDirectoryWouldSayMeansNothingElsewhere() throws Exception {
        script.bind = new LDAPException(ResultCode.INVALID_CREDENTIALS, "AcceptSecurityContext error, data 533, v2580");
        assertEquals(Verdict.rejected(), server.directory().authenticate("alice", PASSWORD.toCharArray()));
    }

    private LdapSettings activeDirectory() {
        return server.settings().with(LdapSettings.PRESET, "active-directory").with(LdapSettings.USER_CLASS, "inetOrgPerson")
                .with(LdapSettings.USER_FILTER, "none").with(LdapSettings.LOGIN_ATTRIBUTES, "uid").with(LdapSettings.NAME_ATTRIBUTE, "uid")
                .with(LdapSettings.ID_ATTRIBUTE, "entryUUID");
    }

    @Test
    void anUnknownNameCostsABindLikeAKnownOneAndAnEmptyPasswordNone() throws Exception {
        Directory directory = server.directory();
        directory.authenticate("alice", "wrong".toCharArray());
        assertEquals(1, script.userBinds.get());
        directory.authenticate("mallory", "wrong".toCharArray());
        assertEquals(2, script.userBinds.get());
        directory.authenticate("alice", new char[0]);
        assertEquals(2, script.userBinds.get());
    }

    @Test
    void twoEntriesOfOneNameAreARefusal() throws Exception {
        server.addUser("bob", "Robert Baker", PASSWORD);
        for (String login : List.of("alice", "bob")) {
            server.server().modify(MemoryServer.userDn(login), new Modification(ModificationType.ADD, "mail", "team@example.test"));
        }
        Directory directory = server.directory(server.settings().with(LdapSettings.LOGIN_ATTRIBUTES, "uid, mail"));
        assertEquals(Verdict.rejected(Verdict.AMBIGUOUS_NAME), directory.authenticate("team@example.test", PASSWORD.toCharArray()));
        assertEquals(Optional.empty(), directory.named("team@example.test"));
        assertEquals("team@example.test", directory.named("alice").orElseThrow().mail());
        assertEquals(Outcome.ACCEPTED, directory.authenticate("alice", PASSWORD.toCharArray()).outcome());
    }

    @Test
    void domainAndSuffixAreTakenAsConfigured() throws Exception {
        Directory directory = server.directory(server.settings().with(LdapSettings.DOMAIN, "CORP").with(LdapSettings.UPN_SUFFIXES, "corp.example.test"));
        for (String login : List.of("CORP\\alice", "corp\\alice", "alice@corp.example.test")) {
            assertEquals("alice", directory.named(login).orElseThrow().name(), login);
        }
        for (String login : List.of("OTHER\\alice", "\\alice", "CORP\\", "alice@example.test", "CORP\\al*")) {
            assertEquals(Optional.empty(), directory.named(login), login);
        }
    }

    @Test
    void anEntryWithoutTheIdIsNonsenseAndNotAbsent() {
        Directory directory = server.directory(server.settings().with(LdapSettings.ID_ATTRIBUTE, "nsUniqueId"));
        assertTrue(assertThrows(DirectoryException.class, () -> directory.named("alice")).getMessage().contains("nsUniqueId"));
    }

    @Test
    void whoIsMadeAgainIsSomebodyElse() throws Exception {
        Directory directory = server.directory();
        var before = directory.named("alice").orElseThrow().id();
        server.server().delete(MemoryServer.userDn("alice"));
        server.addUser("alice", "Alice Archer", PASSWORD);
        assertEquals(Optional.empty(), directory.find(before));
        assertTrue(!directory.named("alice").orElseThrow().id().equals(before));
    }

    @Test
    void anotherServerTakesOverAndASilentOneDelaysNobodyForLong() throws Exception {
        try (ServerSocketChannel listening = ServerSocketChannel.open()) {
            ServerSocket silent = listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50).socket();
            listening.configureBlocking(false);
            // Long enough that a busy machine does not take the other one for silent.
            LdapSettings both = server.settings().with(LdapSettings.RESPONSE_TIMEOUT, "2000").with(LdapSettings.CONNECT_TIMEOUT, "2000")
                    .with(LdapSettings.SERVERS, "ldap://127.0.0.1:" + silent.getLocalPort() + ", " + server.settings().servers().get(0));
            LdapDirectory directory = server.directory(both, Clock.fixed(Instant.now(), ZoneOffset.UTC));
            for (int i = 0; i < 5; i++) {
                assertEquals(Outcome.ACCEPTED, directory.authenticate("alice", PASSWORD.toCharArray()).outcome());
            }
            assertNotNull(listening.accept(), "the silent one is asked first");
            assertNull(listening.accept(), "and then left alone");
            assertTrue(directory.describe().contains(silent.getLocalPort() + ": it does not answer in time"), directory.describe());
            List<Finding> findings = directory.examine();
            assertTrue(findings.stream().anyMatch(one -> one.level() == Finding.Level.BAD && one.text().contains(":" + silent.getLocalPort())),
                    findings::toString);
            assertTrue(findings.stream().anyMatch(one -> one.text().contains("1 users are found")), findings::toString);
        }
    }

    @Test
    void aServerThatComesBackIsAskedAgain() throws Exception {
        Directory directory = server.directory();
        assertTrue(directory.named("alice").isPresent());
        int port = server.server().getListenPort();
        server.server().shutDown(true);
        assertTrue(assertThrows(DirectoryException.class, () -> directory.named("alice")).getMessage().contains("127.0.0.1:" + port));
        server.server().startListening();
        if (server.server().getListenPort() == port) {
            assertTrue(directory.named("alice").isPresent());
        }
    }

    @Test
    void aServerWithoutStartTlsIsSaidToHaveNone() {
        Directory directory = server.directory(server.settings().with(LdapSettings.STARTTLS, "required"));
        String message = assertThrows(DirectoryException.class, () -> directory.named("alice")).getMessage();
        assertTrue(message.contains("it offers no StartTLS"), message);
    }

    @Test
    void moreThanAFewAreListedInOrderAndCounted() throws Exception {
        for (int i = 0; i < 1_100; i++) {
            server.server().add("uid=p" + (10_000 - i) + ",ou=people," + MemoryServer.BASE, new Attribute("objectClass", "inetOrgPerson"),
                    new Attribute("uid", "p" + (10_000 - i)), new Attribute("cn", "Person Number"));
        }
        Directory directory = server.directory();
        String last = "";
        int number = 0;
        Optional<String> cursor = Optional.empty();
        do {
            var page = directory.search("person", EnumSet.of(Kind.USER), cursor, 300);
            assertEquals(1_100, page.total().value());
            for (var one : page.items()) {
                assertTrue(last.compareTo(one.name()) < 0 || last.length() < one.name().length(), last + " before " + one.name());
                last = one.name();
                number++;
            }
            cursor = page.next();
        } while (cursor.isPresent());
        assertEquals(1_100, number);
    }
}
