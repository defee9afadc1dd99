package org.sallyport.api.access;

/**
 * Somebody at a channel.
 *
 * @param channel its name
 * @param login as they gave it there
 * @param address where they come from, a literal IP address; empty when the gate does not know
 */
public record Knock(String channel, String login, String address) {
}
