package org.sallyport.launcher;

/** Ends a start with one line for the person who asked for it. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private Refusal(int exitCode, String line) {
        super(line);
        this.exitCode = exitCode;
    }

    /** The options or the configuration make no sense: exit code 2. */
    static Refusal usage(String line) {
        return new Refusal(2, line);
    }

    /** The options are fine, the circumstances are not: exit code 1. */
    static Refusal failure(String line) {
        return new Refusal(1, line);
    }

    int exitCode() {
        return exitCode;
    }
}
