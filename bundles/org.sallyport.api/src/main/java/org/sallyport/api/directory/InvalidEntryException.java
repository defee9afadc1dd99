package org.sallyport.api.directory;

/** What was asked for breaks a rule of the directory; nothing has been changed. */
public class InvalidEntryException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The rules a face has sentences for; others may be used and are shown with the exception's message. */
    public enum Rule { EMPTY, TOO_LONG, TOO_SHORT, FORBIDDEN_CHARACTERS, TAKEN, TOO_COMMON, UNKNOWN, WRONG_KIND, WOULD_CONTAIN_ITSELF }

    private final String field;
    private final Rule rule;

    /**
     * @param field {@code login}, {@code name}, {@code displayName}, {@code password}, {@code group} or {@code member}
     * @param rule which rule it breaks
     * @param message one English sentence that says what is allowed; never the offending value where that is a password
     */
    public InvalidEntryException(String field, Rule rule, String message) {
        super(message);
        this.field = field;
        this.rule = rule;
    }

    public String field() {
        return field;
    }

    public Rule rule() {
        return rule;
    }
}
