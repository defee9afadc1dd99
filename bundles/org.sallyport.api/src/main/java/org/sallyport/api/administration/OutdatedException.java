package org.sallyport.api.administration;

/** Somebody else changed the same thing meanwhile; nothing has been changed. Look again, then decide again. */
public class OutdatedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what was changed */
    public OutdatedException(String message) {
        super(message);
    }
}
