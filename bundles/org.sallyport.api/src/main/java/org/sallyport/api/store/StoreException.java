package org.sallyport.api.store;

/** The store could not read or write: nothing is known of the outcome of a read, and a failed batch has changed nothing. */
public class StoreException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message for log and administrator: which store, and why; no secret in it */
    public StoreException(String message) {
        super(message);
    }

    /** @param message for log and administrator: which store, and why; no secret in it */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
