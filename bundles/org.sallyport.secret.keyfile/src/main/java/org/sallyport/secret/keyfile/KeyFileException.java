package org.sallyport.secret.keyfile;

/** A key file that cannot be used. The message names the file and, where there is one, the line; never what a key is. */
final class KeyFileException extends Exception {

    private static final long serialVersionUID = 1L;

    KeyFileException(String message) {
        super(message);
    }

    KeyFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
