package org.sallyport.directory.ldap;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sallyport.api.directory.Verdict.Outcome;

/** Why Active Directory refuses a bind, as it says in the text of its answer: {@code … AcceptSecurityContext error, data 533, …}. */
enum AdSubCode {

    /** Not at this hour. */
    HOURS("530", Outcome.NOT_NOW),
    /** Not from here. */
    WORKSTATION("531", Outcome.NOT_NOW),
    PASSWORD_EXPIRED("532", Outcome.MUST_CHANGE),
    ACCOUNT_DISABLED("533", Outcome.DISABLED),
    ACCOUNT_EXPIRED("701", Outcome.EXPIRED),
    PASSWORD_MUST_CHANGE("773", Outcome.MUST_CHANGE),
    /** The one that is said whatever the password is. */
    ACCOUNT_LOCKED("775", Outcome.REJECTED);

    private static final Pattern DATA = Pattern.compile("\\bdata ([0-9a-fA-F]{3,8})\\b");

    private final String code;
    private final Outcome outcome;

    AdSubCode(String code, Outcome outcome) {
        this.code = code;
        this.outcome = outcome;
    }

    /** Empty for a wrong password, an unknown user, and what nobody has heard of. */
    static Optional<AdSubCode> in(String diagnostic) {
        Matcher data = DATA.matcher(diagnostic == null ? "" : diagnostic);
        if (data.find()) {
            for (AdSubCode one : values()) {
                if (one.code.equals(data.group(1))) {
                    return Optional.of(one);
                }
            }
        }
        return Optional.empty();
    }

    /** What it means for somebody who wants to sign in. */
    Outcome outcome() {
        return outcome;
    }
}
