package org.sallyport.cli;

/** How far a long piece of work is, on standard error where that is a terminal. */
final class Progress {

    /** With the numbers it fits into forty columns. */
    private static final int WIDTH = 20;
    /** Shorter work is over before anybody reads. */
    private static final int WORTH = 20;

    private final int total;
    private final boolean shown;
    private int done;

    Progress(int total) {
        this.total = total;
        // Java can only tell whether the other two are one; bin/sallyport looks at this one.
        this.shown = Boolean.getBoolean("sallyport.terminal") && total >= WORTH;
    }

    void step() {
        done++;
        draw();
    }

    /** Before something else is printed. */
    void clear() {
        if (shown) {
            System.err.print("\r\u001b[K");
            System.err.flush();
        }
    }

    private void draw() {
        if (shown) {
            int full = (int) ((long) WIDTH * done / total);
            System.err.print("\r[" + "#".repeat(full) + " ".repeat(WIDTH - full) + "] " + done + "/" + total);
            System.err.flush();
        }
    }
}
