package org.sallyport.api.signin;

/**
 * What the browser holds between the two doors: a secret, like a session token.
 *
 * @param value 256 random bits, base64url without padding: 43 characters; anything else belongs to no sign-in
 */
public record SignInId(String value) {

    /** Not the value: it has no place in a log. */
    @Override
    public String toString() {
        return "SignInId[…]";
    }
}
