package org.sallyport.core.directory;

import org.sallyport.api.signin.UnavailableException;

/** Another directory answers for a realm than before, and nobody has said that it is meant. */
public final class OtherDirectoryException extends UnavailableException {

    private static final long serialVersionUID = 1L;

    private final String known;
    private final String found;

    OtherDirectoryException(String realm, String known, String found) {
        super("realm '" + realm + "' has another directory than before. If that is meant, confirm it in the console, or put"
                + " confirmed.directories = " + realm + "=" + found + " into conf/org.sallyport.core.cfg");
        this.known = known;
        this.found = found;
    }

    /** The fingerprint that the store has. */
    public String known() {
        return known;
    }

    /** The fingerprint of the directory that answers now. */
    public String found() {
        return found;
    }
}
