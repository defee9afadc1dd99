package org.sallyport.core;

import org.sallyport.api.signin.UnavailableException;

/** One realm has said no to a password, and the next one could not be asked: the guess counts, though nobody can say what it was worth. */
final class UndecidedException extends UnavailableException {

    private static final long serialVersionUID = 1L;

    UndecidedException(UnavailableException trouble) {
        super(trouble.getMessage(), trouble);
    }
}
