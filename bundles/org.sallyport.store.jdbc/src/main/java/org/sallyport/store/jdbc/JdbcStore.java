package org.sallyport.store.jdbc;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jdbc.DataSourceFactory;
import org.osgi.service.metatype.annotations.Designate;
import org.sallyport.api.store.Attempts;
import org.sallyport.api.store.AuditRecords;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ConflictException;
import org.sallyport.api.store.Enrolments;
import org.sallyport.api.store.LocalAccounts;
import org.sallyport.api.store.Passes;
import org.sallyport.api.store.PolicyRecords;
import org.sallyport.api.store.SessionRecords;
import org.sallyport.api.store.Settings;
import org.sallyport.api.store.SignInRecords;
import org.sallyport.api.store.Store;
import org.sallyport.api.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A store in an SQL database: reads on a few connections, writes through one group commit. */
@Component(service = Store.class, name = "org.sallyport.store.jdbc", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = JdbcStoreConfiguration.class, factory = true)
public final class JdbcStore implements Store, AutoCloseable {

    static final String SQLITE_DRIVER = "(osgi.jdbc.driver.class=org.sqlite.JDBC)";

    private static final Logger LOG = LoggerFactory.getLogger(JdbcStore.class);

    private final Database database;
    private final ReadPool reads;
    private final CommitQueue queue;
    private final Changes changes = new Changes();
    private final EnrolmentTable enrolments;
    private final PolicyTable policy;
    private final SignInTable signIns;
    private final SessionTable sessions;
    private final PassTable passes;
    private final AttemptTable attempts;
    private final AuditTable audit;
    private final LocalDirectory accounts;
    private final SettingTable settings;
    private final Purge purge;

    @Activate
    public JdbcStore(@Reference(name = "dataSourceFactory", target = SQLITE_DRIVER) DataSourceFactory factory,
            JdbcStoreConfiguration configuration) throws StoreException {
        this(JdbcStoreOptions.of(configuration), factory, Clock.systemUTC());
    }

    JdbcStore(JdbcStoreOptions options, DataSourceFactory factory, Clock clock) throws StoreException {
        this(options, open(options, factory), clock);
    }

    /**
     * Opens a store without a container, with the default bounds.
     *
     * @param url of {@code source}, which says how the engine wants to be spoken to
     * @throws StoreException the database cannot be opened, or was written by a newer version
     */
    public JdbcStore(String name, String url, DataSource source, Clock clock) throws StoreException {
        this(JdbcStoreOptions.of(name, url), source, clock);
    }

    private JdbcStore(JdbcStoreOptions options, DataSource source, Clock clock) throws StoreException {
        this.database = new Database(options.name(), source, options.dialect());
        Statements statements = prepare(options, clock);
        this.reads = new ReadPool(database);
        this.enrolments = new EnrolmentTable(reads, changes);
        this.policy = new PolicyTable(reads, changes);
        this.signIns = new SignInTable(reads, changes);
        this.sessions = new SessionTable(reads, changes);
        this.passes = new PassTable(reads, changes);
        this.attempts = new AttemptTable(reads, changes);
        this.audit = new AuditTable(reads, changes);
        this.accounts = new LocalDirectory(reads, changes);
        this.settings = new SettingTable(reads, changes);
        this.queue = new CommitQueue(database, statements);
        this.purge = new Purge(queue, reads, Duration.ofDays(options.attemptsDays()), Duration.ofDays(options.addressesDays()));
        LOG.info("store {} is open: {}", options.name(), options.url());
    }

    private static DataSource open(JdbcStoreOptions options, DataSourceFactory factory) throws StoreException {
        try {
            return factory.createDataSource(options.connectionProperties());
        } catch (SQLException e) {
            throw new StoreException("store " + options.name() + ": the driver does not accept url and user", e);
        }
    }

    private Statements prepare(JdbcStoreOptions options, Clock clock) throws StoreException {
        try {
            options.prepareFile();
            Statements statements = database.openForWriting();
            try {
                new Schema(database, clock).bringUp(statements);
                return statements;
            } catch (SQLException | StoreException | RuntimeException e) {
                statements.close();
                throw e;
            }
        } catch (SQLException e) {
            throw database.trouble(e);
        } catch (IOException e) {
            throw new StoreException("store " + options.name() + ": " + options.url() + " cannot be made", e);
        }
    }

    /** What waits to be written still is; everything after is refused. */
    @Deactivate
    @Override
    public void close() {
        queue.close();
        try {
            reads.close();
        } catch (SQLException e) {
            LOG.warn("store {}: closing a connection", database.name(), e);
        }
    }

    @Override
    public Enrolments enrolments() {
        return enrolments;
    }

    @Override
    public PolicyRecords policy() {
        return policy;
    }

    @Override
    public SignInRecords signIns() {
        return signIns;
    }

    @Override
    public SessionRecords sessions() {
        return sessions;
    }

    @Override
    public Passes passes() {
        return passes;
    }

    @Override
    public Attempts attempts() {
        return attempts;
    }

    @Override
    public AuditRecords audit() {
        return audit;
    }

    @Override
    public LocalAccounts accounts() {
        return accounts;
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public void commit(List<Change> batch) throws StoreException, ConflictException {
        if (!batch.isEmpty()) {
            queue.commit(changes.batch(List.copyOf(batch)));
        }
    }

    @Override
    public void purge(Instant now, int mostAttempts) throws StoreException {
        purge.run(now, mostAttempts);
    }
}
