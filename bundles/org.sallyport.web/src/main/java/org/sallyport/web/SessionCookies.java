package org.sallyport.web;

/**
 * The two cookies. Both are {@code __Host-} cookies (this host only, TLS only), HttpOnly, SameSite=Lax, and gone when the
 * browser closes. Read and written through {@link Visit}.
 */
public final class SessionCookies {

    /** Carries the session's token once somebody is signed in. */
    public static final String SESSION = "__Host-sallyport";

    /** Carries the visit before sign-in: a random token first, the sign-in's id once the password was right. */
    public static final String SIGN_IN = "__Host-sallyport-signin";

    private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Lax";

    private SessionCookies() { }

    static String set(String name, String value) {
        if (!plausible(value)) {
            throw new IllegalArgumentException("value: must be 16 to 128 characters of base64url");
        }
        return name + "=" + value + ATTRIBUTES;
    }

    static String remove(String name) {
        return name + "=; Max-Age=0" + ATTRIBUTES;
    }

    /** Whether we can have made it: anything else is treated as if no cookie had come. */
    static boolean plausible(String value) {
        return value != null && value.matches("[A-Za-z0-9_-]{16,128}");
    }
}
