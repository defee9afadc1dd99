package org.sallyport.api.signin;

import java.util.Optional;

/**
 * Somebody knocks.
 *
 * @param login as typed
 * @param password as typed; the caller clears it afterwards
 * @param door which door
 * @param client from where
 * @param replaces token of the session that the same browser holds, which ends when this succeeds
 */
public record Attempt(String login, char[] password, Door door, Client client, Optional<String> replaces) {

    /** Neither login nor password: people mix the two up. */
    @Override
    public String toString() {
        return "Attempt[door=" + door + ", client=" + client.address() + "]";
    }
}
