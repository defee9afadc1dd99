package org.sallyport.core.directory;

import java.util.List;
import org.sallyport.api.signin.UnavailableException;

/** One realm has said no to a password, and the next one could not be asked: nobody can say what the attempt was worth. */
public final class UndecidedException extends UnavailableException {

    private static final long serialVersionUID = 1L;

    private final transient List<Logins.Place> saidNo;

    UndecidedException(UnavailableException trouble, List<Logins.Place> saidNo) {
        super(trouble.getMessage(), trouble);
        this.saidNo = List.copyOf(saidNo);
    }

    /** Who looked at the password, and for which name; never empty. */
    public List<Logins.Place> saidNo() {
        return saidNo;
    }
}
