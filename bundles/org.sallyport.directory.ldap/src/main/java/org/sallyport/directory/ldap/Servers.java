package org.sallyport.directory.ldap;

import com.unboundid.ldap.sdk.BindRequest;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPConnectionPoolHealthCheck;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.ServerSet;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSocketFactory;
import org.sallyport.api.directory.DirectoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers that hold the directory, each a copy of the others: the first that works is asked. One that failed is left alone
 * for a while, so that not everybody waits for it, and is then the first again.
 */
final class Servers implements AutoCloseable {

    /** Something asked of a server. */
    interface Question<T> {
        T ask(LDAPConnection connection) throws LDAPException;
    }

    /** How long a server that failed is asked only when no other answers. */
    static final Duration LEFT_ALONE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Servers.class);
    private static final Duration OLDEST_CONNECTION = Duration.ofMinutes(10);
    private static final int LONGEST_MESSAGE = 20 * 1024 * 1024;

    /** After these the connection, or the server behind it, is not worth another question. */
    private static final Set<ResultCode> BROKEN = Set.of(ResultCode.SERVER_DOWN, ResultCode.CONNECT_ERROR, ResultCode.TIMEOUT,
            ResultCode.DECODING_ERROR, ResultCode.ENCODING_ERROR, ResultCode.LOCAL_ERROR, ResultCode.UNAVAILABLE, ResultCode.BUSY,
            ResultCode.PROTOCOL_ERROR);

    /** What a server answers that does not know StartTLS, or has no certificate for it. */
    private static final Set<ResultCode> NOT_OFFERED = Set.of(ResultCode.PROTOCOL_ERROR, ResultCode.UNWILLING_TO_PERFORM);

    private final LdapSettings settings;
    private final Clock clock;
    private final SSLSocketFactory tls;
    private final LDAPConnectionPool pool;
    private final Map<URI, Trouble> troubles = new ConcurrentHashMap<>();

    /** @throws IllegalArgumentException if the file of authorities cannot be used */
    Servers(LdapSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        try {
            this.tls = Trust.sockets(settings.caFile(), clock);
            // No connection yet: that a server is down must not keep the directory from standing.
            this.pool = new LDAPConnectionPool(new Searching(), null, 0, settings.poolSize(), null, false);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(LdapSettings.CA_FILE + ": " + Trouble.firstLine(String.valueOf(e.getMessage())), e);
        } catch (LDAPException e) {
            throw new IllegalStateException("a pool without connections needs no server", e);
        }
        pool.setConnectionPoolName("realm " + settings.realm());
        pool.setMaxConnectionAgeMillis(OLDEST_CONNECTION.toMillis());
        pool.setMaxWaitTimeMillis(settings.responseTimeout().toMillis());
        pool.setCreateIfNecessary(true);
    }

    /** Asks as the service account; once more where a connection had died since it was last used, or another server is left. */
    <T> T ask(Question<T> question) throws DirectoryException {
        return ask(question, () -> true);
    }

    /** @param again whether the question may be asked once more, when it could not be answered to the end */
    <T> T ask(Question<T> question, BooleanSupplier again) throws DirectoryException {
        int left = 1 + Math.min(settings.servers().size(), 2);
        while (true) {
            LDAPConnection connection;
            try {
                connection = pool.getConnection();
            } catch (LDAPException e) {
                throw trouble(null, e);
            }
            URI server = server(connection);
            try {
                T answer = question.ask(connection);
                release(connection, server);
                return answer;
            } catch (LDAPException e) {
                left--;
                if (!BROKEN.contains(e.getResultCode())) {
                    pool.releaseConnection(connection);
                    throw trouble(server, e);
                }
                pool.releaseDefunctConnection(connection);
                boolean lost = e.getResultCode().equals(ResultCode.SERVER_DOWN);
                if (lost) {
                    // The others in the pool will have died with it.
                    pool.shrinkPool(0);
                } else {
                    failed(server, e);
                }
                if (left <= 0 || !again.getAsBoolean() || !lost && settings.servers().size() == 1) {
                    throw trouble(server, e);
                }
            } catch (RuntimeException e) {
                pool.releaseDefunctConnection(connection);
                throw new DirectoryException(server + ": it answers what cannot be understood: " + e, e);
            }
        }
    }

    /** Away from a server that only stands in, once the ones before it may be back. */
    private void release(LDAPConnection connection, URI server) {
        boolean standsIn = !server.equals(settings.servers().get(0));
        if (standsIn && clock.millis() - connection.getConnectTime() > LEFT_ALONE.toMillis() && !leftAlone(settings.servers().get(0))) {
            pool.discardConnection(connection);
        } else {
            pool.releaseConnection(connection);
        }
    }

    /** Asks over a connection of its own, on which nobody is known yet; it is closed afterwards. */
    <T> T askAlone(Question<T> question) throws DirectoryException {
        LDAPConnection connection;
        try {
            connection = connect(false);
        } catch (LDAPException e) {
            throw trouble(null, e);
        }
        URI server = server(connection);
        try (connection) {
            return question.ask(connection);
        } catch (LDAPException e) {
            if (BROKEN.contains(e.getResultCode())) {
                failed(server, e);
            }
            throw trouble(server, e);
        }
    }

    /** A connection to the one server, as the service account or nobody yet. */
    LDAPConnection connect(URI server, boolean serviceAccount) throws LDAPException {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis((int) settings.connectTimeout().toMillis());
        options.setResponseTimeoutMillis(settings.responseTimeout().toMillis());
        options.setMaxMessageSize(LONGEST_MESSAGE);
        options.setFollowReferrals(false);
        options.setUseSchema(false);
        options.setSSLSocketVerifier(new HostName());
        LDAPConnection connection = server.getScheme().equals("ldaps")
                ? new LDAPConnection(tls, options, host(server), server.getPort())
                : new LDAPConnection(options, host(server), server.getPort());
        boolean ready = false;
        try {
            if (server.getScheme().equals("ldap") && settings.startTls()) {
                startTls(connection);
            }
            if (serviceAccount && !settings.anonymous()) {
                connection.bind(serviceAccount());
            }
            ready = true;
            return connection;
        } finally {
            if (!ready) {
                connection.close();
            }
        }
    }

    private void startTls(LDAPConnection connection) throws LDAPException {
        ResultCode code;
        try {
            code = connection.processExtendedOperation(new StartTLSExtendedRequest(tls)).getResultCode();
        } catch (LDAPException e) {
            code = e.getResultCode();
            if (!NOT_OFFERED.contains(code)) {
                throw e;
            }
        }
        if (!code.equals(ResultCode.SUCCESS)) {
            throw new LDAPException(code, Trouble.NO_STARTTLS);
        }
    }

    private static String host(URI server) {
        // An IPv6 address stands in brackets there.
        return server.getHost().replaceAll("^\\[|]$", "");
    }

    private BindRequest serviceAccount() throws LDAPException {
        Optional<Path> file = settings.bindPasswordFile();
        try {
            // Read anew each time, so that a new password needs no restart.
            String password = file.isPresent() ? Files.readString(file.get(), StandardCharsets.UTF_8).lines().findFirst().orElse("")
                    : settings.bindPassword().orElse("");
            if (password.isEmpty()) {
                throw new LDAPException(ResultCode.PARAM_ERROR, "the service account's password is empty");
            }
            return new SimpleBindRequest(settings.bindDn(), password);
        } catch (IOException e) {
            throw new LDAPException(ResultCode.PARAM_ERROR, "the service account's password cannot be read from " + file.orElseThrow(), e);
        }
    }

    private LDAPConnection connect(boolean serviceAccount) throws LDAPException {
        List<URI> order = new ArrayList<>();
        settings.servers().stream().filter(server -> !leftAlone(server)).forEach(order::add);
        settings.servers().stream().filter(this::leftAlone).forEach(order::add);
        LDAPException last = null;
        for (URI server : order) {
            try {
                LDAPConnection connection = connect(server, serviceAccount);
                if (troubles.remove(server) != null) {
                    LOG.info("Realm {}: {} answers again", settings.realm(), server);
                }
                return connection;
            } catch (LDAPException e) {
                failed(server, e);
                last = e;
            }
        }
        throw last;
    }

    private boolean leftAlone(URI server) {
        Trouble trouble = troubles.get(server);
        return trouble != null && trouble.at().plus(LEFT_ALONE).isAfter(clock.instant());
    }

    private void failed(URI server, LDAPException e) {
        Instant now = clock.instant();
        Trouble trouble = new Trouble(now, server.toString(), Trouble.why(e));
        Trouble before = troubles.put(server, trouble);
        if (before == null || !before.why().equals(trouble.why())) {
            LOG.warn("Realm {}: {}", settings.realm(), trouble);
        }
    }

    /** The last trouble of each server that has not worked since, in the order of the servers. */
    List<Trouble> troubles() {
        return settings.servers().stream().map(troubles::get).filter(trouble -> trouble != null).toList();
    }

    /** @param server which one was asked, or null if none could be */
    private DirectoryException trouble(URI server, LDAPException e) {
        List<Trouble> known = troubles();
        if (server != null) {
            return new Trouble(clock.instant(), server.toString(), Trouble.why(e)).exception(e);
        }
        if (known.isEmpty()) {
            return new DirectoryException("no connection is free: " + Trouble.why(e), e);
        }
        return new DirectoryException(String.join("; ", known.stream().map(Trouble::toString).toList()), e);
    }

    private URI server(LDAPConnection connection) {
        return settings.servers().stream()
                .filter(server -> host(server).equals(connection.getConnectedAddress()) && server.getPort() == connection.getConnectedPort())
                .findFirst().orElse(settings.servers().get(0));
    }

    @Override
    public void close() {
        pool.close();
    }

    /** What the pool takes its connections from; they are bound already, of which it need not know. */
    private final class Searching extends ServerSet {

        @Override
        public LDAPConnection getConnection() throws LDAPException {
            return connect(true);
        }

        @Override
        public LDAPConnection getConnection(LDAPConnectionPoolHealthCheck check) throws LDAPException {
            return connect(true);
        }

        @Override
        public void toString(StringBuilder buffer) {
            buffer.append(settings.servers());
        }
    }
}
