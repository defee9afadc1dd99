package org.sallyport.web;

/** The pages for what went wrong. */
final class Problems {

    /** Seconds after which a bundle that was replaced is usually back. */
    private static final String RETRY_AFTER = "5";

    private Problems() { }

    /** @param status one that has texts {@code problem.STATUS.title} and {@code .text}; another is told in general words */
    static View of(Visit visit, int status) {
        String key = "problem." + status;
        View view = page(visit, status, visit.wording().has(key + ".text") ? key : status < 500 ? "problem.400" : "problem.500");
        return status == 503 ? view.header("Retry-After", RETRY_AFTER) : view;
    }

    static View badInput(Visit visit, BadInput e) {
        Wording wording = visit.wording();
        View view = of(visit, e.status());
        String reason = wording.text(e.reason());
        if (e.field().isEmpty()) {
            return view.with("explanation", reason);
        }
        String label = "field." + e.field();
        return view.with("explanation",
                wording.text("problem.field", wording.has(label) ? wording.text(label) : e.field(), reason));
    }

    private static View page(Visit visit, int status, String key) {
        return visit.view("problem").status(status).title(key + ".title")
                .with("status", status)
                .with("heading", visit.wording().text(key + ".title"))
                .with("explanation", visit.wording().text(key + ".text"));
    }
}
