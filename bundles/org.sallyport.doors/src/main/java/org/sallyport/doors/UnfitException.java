package org.sallyport.doors;

/** A question that no gate of ours asks. */
final class UnfitException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param what names the field, or says what is wrong with the whole; never holds what was sent */
    UnfitException(int status, String what) {
        super(what, null, false, false);
        this.status = status;
    }

    static UnfitException in(String field) {
        return new UnfitException(400, field);
    }

    int status() {
        return status;
    }
}
