package org.sallyport.testkit.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
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
import org.sallyport.testkit.memory.MemoryStore;

/** What the wrong stores have in common: all the rest is right. */
class WrongStore implements Store {

    private final MemoryStore right = new MemoryStore();

    /** What to answer instead: to the question, or to the right answer. */
    interface Instead {
        Object answer(Object rightAnswer, Object[] arguments) throws StoreException;
    }

    /** The same concern with another answer to one question. */
    static <T> T with(Class<T> concern, T right, String question, Instead instead) {
        return concern.cast(Proxy.newProxyInstance(concern.getClassLoader(), new Class<?>[] {concern}, (proxy, method, arguments) -> {
            try {
                Object answer = method.invoke(right, arguments);
                return method.getName().equals(question) ? instead.answer(answer, arguments) : answer;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    @Override
    public void commit(List<Change> changes) throws StoreException, ConflictException {
        right.commit(changes);
    }

    /** Whether the right store would take it. */
    final boolean takes(Change change) {
        try {
            right.commit(List.of(change));
            return true;
        } catch (ConflictException e) {
            return false;
        }
    }

    @Override
    public void purge(Instant now, int mostAttempts) throws StoreException {
        right.purge(now, mostAttempts);
    }

    @Override
    public Enrolments enrolments() {
        return right.enrolments();
    }

    @Override
    public PolicyRecords policy() {
        return right.policy();
    }

    @Override
    public SignInRecords signIns() {
        return right.signIns();
    }

    @Override
    public SessionRecords sessions() {
        return right.sessions();
    }

    @Override
    public Passes passes() {
        return right.passes();
    }

    @Override
    public Attempts attempts() {
        return right.attempts();
    }

    @Override
    public AuditRecords audit() {
        return right.audit();
    }

    @Override
    public LocalAccounts accounts() {
        return right.accounts();
    }

    @Override
    public Settings settings() {
        return right.settings();
    }
}
