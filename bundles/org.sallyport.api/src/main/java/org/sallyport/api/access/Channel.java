package org.sallyport.api.access;

/**
 * A way in that is no page of ours: {@code rdp}, {@code ssh}, or whatever an administrator names.
 *
 * @param name also the name of its {@link org.sallyport.api.signin.Door}: {@code a–z} and {@code -}, 1 to 32 characters
 * @param rule what it asks
 * @param revision of the rule as it was read; 0 for one that is not kept yet
 */
public record Channel(String name, Rule rule, long revision) {

    /** Remote Desktop; always there, and refuses the protected unless an administrator says otherwise. */
    public static final String RDP = "rdp";

    /** Secure Shell; the same. */
    public static final String SSH = "ssh";

    /** What a channel asks of people whose password is right there. */
    public enum Rule {
        /** Whoever needs two factors is refused, unless they bring a ticket from the portal; everybody else comes in. */
        REFUSE_PROTECTED,
        /** Everybody comes in who is known and not disabled. For a protected person this is a door with one factor. */
        ALLOW,
        /** Nobody comes in without a ticket from the portal. */
        TICKET_ONLY
    }
}
