package org.sallyport.testkit.store;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.sallyport.api.store.Store;

/** The rules of {@link Store}, each a named test. Extend it, and hand it your store. */
public abstract class StoreContract {

    private Store store;

    /** Opens the test's own store: empty at first in each test, and with what it kept when it is opened again in the same one. */
    protected abstract Store open() throws Exception;

    /** Closes what {@link #open} opened, as when the process ends. */
    protected abstract void close(Store store) throws Exception;

    /** Whether what was committed is still there when the store is opened again. Only a stand-in for tests may say no. */
    protected boolean durable() {
        return true;
    }

    @BeforeEach
    void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    void closeStore() throws Exception {
        if (store != null) {
            close(store);
        }
    }

    private Store reopened() throws Exception {
        Store before = store;
        store = null;
        close(before);
        store = open();
        return store;
    }

    @Nested
    class Batches extends BatchRules {
        Batches() {
            super(() -> store);
        }
    }

    @Nested
    class Races extends RaceRules {
        Races() {
            super(() -> store);
        }
    }

    @Nested
    class Durability extends DurabilityRules {
        Durability() {
            super(() -> store, StoreContract.this::reopened, durable());
        }
    }

    @Nested
    class OfEnrolments extends EnrolmentRules {
        OfEnrolments() {
            super(() -> store);
        }
    }

    @Nested
    class OfThePolicy extends PolicyRules {
        OfThePolicy() {
            super(() -> store);
        }
    }

    @Nested
    class OfSignInsAndSessions extends SessionRules {
        OfSignInsAndSessions() {
            super(() -> store);
        }
    }

    @Nested
    class OfPasses extends PassRules {
        OfPasses() {
            super(() -> store);
        }
    }

    @Nested
    class OfAttempts extends AttemptRules {
        OfAttempts() {
            super(() -> store);
        }
    }

    @Nested
    class OfTheLog extends AuditRules {
        OfTheLog() {
            super(() -> store);
        }
    }

    @Nested
    class OfLocalAccounts extends LocalAccountRules {
        OfLocalAccounts() {
            super(() -> store);
        }
    }

    @Nested
    class OfGroups extends LocalGroupRules {
        OfGroups() {
            super(() -> store);
        }
    }

    @Nested
    class OfPurging extends PurgeRules {
        OfPurging() {
            super(() -> store);
        }
    }
}
