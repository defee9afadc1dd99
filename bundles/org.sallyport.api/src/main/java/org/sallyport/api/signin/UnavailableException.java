package org.sallyport.api.signin;

/** Something that is needed is away for the moment: a store, a directory, a key. Faces answer 503 in plain words. */
public class UnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message for log and administrator: what is away, and why; no secret in it */
    public UnavailableException(String message) {
        super(message);
    }

    /** @param message for log and administrator: what is away, and why; no secret in it */
    public UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
