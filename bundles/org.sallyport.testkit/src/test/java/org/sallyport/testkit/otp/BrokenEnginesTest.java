package org.sallyport.testkit.otp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.api.otp.KeyUris;
import org.sallyport.api.otp.TotpEngine;
import org.sallyport.testkit.Exam;

/** The contracts are worth what they catch. */
class BrokenEnginesTest {

    /** What is examined; the platform makes it, so that it is told beforehand what to hand out. */
    static final class Engine extends TotpEngineContract {

        private static TotpEngine broken;

        @Override
        protected TotpEngine engine() {
            return broken;
        }
    }

    /** The same for the writers of URIs. */
    static final class Writer extends KeyUrisContract {

        private static KeyUris broken;

        @Override
        protected KeyUris keyUris() {
            return broken;
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEngineIsCaughtByName(BrokenEngine broken) {
        Engine.broken = broken.make();
        assertEquals(broken.rules(), Exam.broken(Engine.class, broken.rules()));
    }

    @ParameterizedTest
    @EnumSource
    void aWriterIsCaughtByName(BrokenKeyUris broken) {
        Writer.broken = broken.make();
        assertEquals(broken.rules(), Exam.broken(Writer.class, broken.rules()));
    }

    @Test
    void everyRuleCatchesSomebody() {
        Set<String> idle = Exam.rules(TotpEngineContract.class);
        Arrays.stream(BrokenEngine.values()).map(BrokenEngine::rules).forEach(idle::removeAll);
        assertEquals(Set.of(), idle);
        Set<String> idleOfWriters = Exam.rules(KeyUrisContract.class);
        Arrays.stream(BrokenKeyUris.values()).map(BrokenKeyUris::rules).forEach(idleOfWriters::removeAll);
        assertEquals(Set.of(), idleOfWriters);
    }
}
