package org.sallyport.doors;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.sallyport.api.access.Knock;

/**
 * What a gate asks.
 *
 * @param knock who is there
 * @param nonce random text of the gate's, that the answer repeats
 * @param ticket what was typed in place of a password; empty for a decision
 */
record Question(Knock knock, String nonce, String ticket) {

    /** Longest body, in bytes: every character of the longest fields encoded. */
    static final int LIMIT = 16 * 1024;

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Set<String> DECISION = Set.of("channel", "login", "address", "nonce");
    private static final int LOGIN_LIMIT = 256;
    private static final int TICKET_LIMIT = 128;

    /**
     * Reads all of the body, so that the answer is never lost over it.
     *
     * @throws UnfitException with a status below 413 when all is read; after any other the connection has to end
     */
    static byte[] body(HttpServletRequest request) throws IOException, UnfitException {
        byte[] body = request.getInputStream().readNBytes(LIMIT + 1);
        if (body.length > LIMIT) {
            throw new UnfitException(413, "at most " + LIMIT + " bytes");
        }
        String type = request.getContentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).replace(" ", "").matches(FORM + "(;charset=\"?utf-8\"?)?")) {
            throw new UnfitException(415, FORM);
        }
        return body;
    }

    /** @param withTicket whether a ticket belongs to it */
    static Question of(byte[] body, boolean withTicket) throws UnfitException {
        Set<String> known = new HashSet<>(DECISION);
        if (withTicket) {
            known.add("ticket");
        }
        Fields fields = new Fields(body, known);
        Knock knock = new Knock(fields.matching("channel", "[a-z-]{1,32}"), login(fields), fields.matching("address", literal()));
        String ticket = withTicket ? fields.text("ticket", TICKET_LIMIT) : "";
        if (withTicket && ticket.isEmpty()) {
            throw UnfitException.in("ticket");
        }
        return new Question(knock, fields.matching("nonce", "[A-Za-z0-9_-]{16,64}"), ticket);
    }

    private static String login(Fields fields) throws UnfitException {
        String login = fields.text("login", LOGIN_LIMIT);
        if (login.isBlank()) {
            throw UnfitException.in("login");
        }
        return login;
    }

    /** What can only be an address, or nothing: a name would be looked up in DNS. */
    private static String literal() {
        return "|[0-9A-Fa-f:.]{0,45}[:.][0-9A-Fa-f:.]{0,45}";
    }

    @Override
    public String toString() {
        return "Question[" + knock + "]";
    }
}
