package org.sallyport.api.signin;

import java.util.Map;

/**
 * One way to go on. Grows by values, not by types: a face that does not know a kind or purpose leaves it out.
 *
 * @param kind of factor: {@link #TOTP}, {@link #PASSWORD}
 * @param purpose {@link #ANSWER}, {@link #ENROL} or {@link #CONFIRM}
 * @param data what the face needs to show it; for {@code totp}/{@code enrol}: {@code uri}, {@code key}, {@code issuer},
 *     {@code account}; for {@code totp} always {@code digits}
 */
public record Way(String kind, String purpose, Map<String, String> data) {

    public static final String TOTP = "totp";
    public static final String PASSWORD = "password";

    /** Give the code of a factor that is enrolled. */
    public static final String ANSWER = "answer";

    /** Set a factor up, and confirm it with its first code. */
    public static final String ENROL = "enrol";

    /** Give the password again, because it was given too long ago for what comes next. */
    public static final String CONFIRM = "confirm";

    public Way {
        data = Map.copyOf(data);
    }

    /** Without the data, which may hold a shared secret. */
    @Override
    public String toString() {
        return "Way[" + kind + "/" + purpose + "]";
    }
}
