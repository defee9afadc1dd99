package org.sallyport.directory.unix;

import org.sallyport.api.directory.DirectoryException;

/** Who checks a password of this host. Thread-safe. */
interface Passwords {

    /** What came of a check; all but {@code WRONG}, {@code CLOSED} only when the password was right. */
    enum Answer {
        RIGHT,
        WRONG,
        /** Refused without looking at the password, after too many failures. */
        CLOSED,
        EXPIRED, MUST_CHANGE, LOCKED, NOT_NOW
    }

    /**
     * @param name of the account, as the host writes it
     * @param password in UTF-8, ended by nothing; the callee clears it
     */
    Answer check(String name, byte[] password) throws DirectoryException;
}
