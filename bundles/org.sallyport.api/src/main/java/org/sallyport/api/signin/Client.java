package org.sallyport.api.signin;

/**
 * Where a request comes from.
 *
 * @param address the client's literal IP address (behind a trusted proxy: what the proxy says); empty when from within
 * @param userAgent what the browser says of itself, at most 300 characters; may be empty
 */
public record Client(String address, String userAgent) {

    /** For what Sallyport does by itself. */
    public static final Client INTERNAL = new Client("", "");

    private static final int LONGEST_USER_AGENT = 300;

    public Client {
        if (userAgent.length() > LONGEST_USER_AGENT) {
            userAgent = userAgent.substring(0, LONGEST_USER_AGENT);
        }
    }
}
