package org.sallyport.api.directory;

/** The directory could not answer: down, slow, refusing us, or speaking nonsense. Never means "unknown". */
public class DirectoryException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message for the log and the administrator: which directory, and why; no secret in it */
    public DirectoryException(String message) {
        super(message);
    }

    /** @param message for the log and the administrator: which directory, and why; no secret in it */
    public DirectoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
