package org.sallyport.web;

/** Something a face needs is away: the kit answers 503 with a plain page and asks to try again shortly. */
public final class Unavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param what for the log: what is away, for example {@code "sign-in"} */
    public Unavailable(String what) {
        super(what + " is away");
    }

    /** @param what for the log: what is away, for example {@code "sign-in"} */
    public Unavailable(String what, Throwable cause) {
        super(what + " is away", cause);
    }
}
