package org.sallyport.directory.local;

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

/** A store that works until it is told to fail: every question then ends in a {@link StoreException}. */
final class FailingStore implements Store {

    private final Store works;
    private volatile boolean failing;
    private volatile boolean readOnly;

    FailingStore(Store works) {
        this.works = works;
    }

    void fail() {
        failing = true;
    }

    void refuseWrites() {
        readOnly = true;
    }

    private <T> T unlessFailing(Class<T> concern, T part) {
        return concern.cast(Proxy.newProxyInstance(concern.getClassLoader(), new Class<?>[] {concern},
                (proxy, method, arguments) -> {
                    if (failing) {
                        throw new StoreException("store embedded: the disk is gone");
                    }
                    try {
                        return method.invoke(part, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @Override
    public LocalAccounts accounts() {
        return unlessFailing(LocalAccounts.class, works.accounts());
    }

    @Override
    public Settings settings() {
        return unlessFailing(Settings.class, works.settings());
    }

    @Override
    public void commit(List<Change> changes) throws StoreException, ConflictException {
        if (failing || readOnly) {
            throw new StoreException("store embedded: the disk is gone");
        }
        works.commit(changes);
    }

    @Override
    public Enrolments enrolments() {
        throw unused();
    }

    @Override
    public PolicyRecords policy() {
        throw unused();
    }

    @Override
    public SignInRecords signIns() {
        throw unused();
    }

    @Override
    public SessionRecords sessions() {
        throw unused();
    }

    @Override
    public Passes passes() {
        throw unused();
    }

    @Override
    public Attempts attempts() {
        throw unused();
    }

    @Override
    public AuditRecords audit() {
        throw unused();
    }

    @Override
    public void purge(Instant now, int mostAttempts) {
        throw unused();
    }

    private static AssertionError unused() {
        return new AssertionError("a directory has no business here");
    }
}
