package org.sallyport.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.sallyport.testkit.store.Samples.ALICE;
import static org.sallyport.testkit.store.Samples.set;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.Store;

/** What is still there afterwards. */
abstract class DurabilityRules extends StoreRules {

    private final Callable<Store> reopened;
    private final boolean durable;

    DurabilityRules(Supplier<Store> store, Callable<Store> reopened, boolean durable) {
        super(store);
        this.reopened = reopened;
        this.durable = durable;
    }

    @BeforeEach
    void onlyWhereThingsLast() {
        assumeTrue(durable, "this store keeps nothing when it is closed");
    }

    @Test
    void whatWasCommittedIsThereAfterOpeningAgain() throws Exception {
        commit(set("a", Samples.STRANGE, 0), new Change.SaveEnrolment(Samples.enrolment("e1", ALICE, 5, 0)));
        var before = store().enrolments().of(ALICE);
        Store again = reopened.call();
        assertEquals(Samples.STRANGE, again.settings().find("a").orElseThrow().value());
        assertEquals(before, again.enrolments().of(ALICE));
    }

    @Test
    void revisionsDoNotRepeatAfterOpeningAgain() throws Exception {
        commit(set("a", "1", 0));
        long before = store().settings().find("a").orElseThrow().revision();
        commit(new Change.DeleteSetting("a"));
        reopened.call();
        commit(set("a", "1", 0));
        assertNotEquals(before, store().settings().find("a").orElseThrow().revision());
        refused(set("a", "2", before));
    }

    @Test
    void thePolicysRevisionDoesNotGoBack() throws Exception {
        commit(new Change.SwitchTwoFactor(true, store().policy().state().revision()));
        var before = store().policy().state();
        assertEquals(before, reopened.call().policy().state());
    }
}
