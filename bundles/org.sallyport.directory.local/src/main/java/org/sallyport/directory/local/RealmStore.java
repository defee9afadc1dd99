package org.sallyport.directory.local;

import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.store.LocalAccounts;
import org.sallyport.api.store.Store;
import org.sallyport.api.store.StoreException;

/** The store as the directory of a realm uses it: a store in trouble is a directory that cannot answer. */
record RealmStore(String realm, Store store) {

    /** Asks the store. */
    @FunctionalInterface
    interface Question<T> {
        T ask() throws StoreException;
    }

    LocalAccounts accounts() {
        return store.accounts();
    }

    <T> T ask(Question<T> question) throws DirectoryException {
        try {
            return question.ask();
        } catch (StoreException e) {
            throw trouble(e);
        }
    }

    DirectoryException trouble(StoreException e) {
        return new DirectoryException("realm " + realm + ": " + e.getMessage(), e);
    }
}
