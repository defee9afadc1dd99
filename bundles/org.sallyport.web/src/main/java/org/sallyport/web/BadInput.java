package org.sallyport.web;

/** A request that no form of ours sends; the kit answers with the 400 page (or the status given here), naming the field. */
public final class BadInput extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String field;
    private final String reason;

    /**
     * @param status 400, 403, 413 or 415
     * @param field the field's name in the form; empty if it is not about one field
     * @param reason key of the sentence in the texts of the face or the kit
     */
    public BadInput(int status, String field, String reason) {
        // Neither the value nor a stack trace: this happens at a stranger's will.
        super(field.isEmpty() ? reason : field + ": " + reason, null, false, false);
        this.status = status;
        this.field = field;
        this.reason = reason;
    }

    /** The field is wrong for the reason that this key of the texts tells. */
    public static BadInput in(String field, String reason) {
        return new BadInput(400, field, reason);
    }

    public int status() {
        return status;
    }

    /** The field's name in the form; empty if it is not about one field. */
    public String field() {
        return field;
    }

    /** Key of the sentence that says why. */
    public String reason() {
        return reason;
    }
}
