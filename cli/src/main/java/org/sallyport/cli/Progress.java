package org.sallyport.cli;

/** How far a long piece of work is, on a terminal only. */
final class Progress {

    private static final int WIDTH = 40;
    /** Shorter work is over before anybody reads. */
    private static final int WORTH = 20;

    private final int total;
    private final boolean shown;
    private int done;

    Progress(int total) {
        this.total = total;
        this.shown = System.console() != null && total >= WORTH;
    }

    void step() {
        done++;
        if (shown) {
            int full = WIDTH * done / total;
            System.err.print("\r[" + "#".repeat(full) + " ".repeat(WIDTH - full) + "] " + done + "/" + total);
            System.err.flush();
        }
    }

    void clear() {
        if (shown) {
            System.err.print("\r\u001b[K");
            System.err.flush();
        }
    }
}
