package org.sallyport.api.administration;

/** What was asked for makes no sense; nothing has been changed. */
public class InvalidInputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * @param field the offending field or setting
     * @param message one English sentence that says what is allowed
     */
    public InvalidInputException(String field, String message) {
        super(message);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
