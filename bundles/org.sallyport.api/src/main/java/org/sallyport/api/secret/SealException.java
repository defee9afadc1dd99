package org.sallyport.api.secret;

/** A secret could not be sealed or opened: a missing key, a key that does not fit, or tampering. */
public class SealException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message for log and administrator: names the key's place (file) and key id; nothing of key or secret */
    public SealException(String message) {
        super(message);
    }

    /** @param message for log and administrator: names the key's place (file) and key id; nothing of key or secret */
    public SealException(String message, Throwable cause) {
        super(message, cause);
    }
}
