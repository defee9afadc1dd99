package org.sallyport.audit.syslog;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditEvent.Outcome;
import org.sallyport.api.directory.PrincipalId;

/** An event as one message of RFC 5424: its fields as structured data for programs, and a sentence for people. */
final class SyslogFormat {

    static final List<String> FACILITIES = List.of("kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv",
            "ftp", "ntp", "audit", "alert", "clock", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7");

    private static final int WARNING = 4;
    private static final int NOTICE = 5;
    private static final int INFORMATIONAL = 6;
    /** Long enough for every field that is meant, so that a message stays one datagram. */
    private static final int LONGEST_VALUE = 300;
    private static final Pattern VISIBLE = Pattern.compile("[!-~]+");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final int facility;
    private final String origin;
    private final String process;
    private final String structuredDataId;

    /**
     * @param facility one of {@link #FACILITIES}
     * @param host this node's name; left out where it is none
     * @param process this process
     * @throws IllegalArgumentException names the key of the configuration that is wrong
     */
    SyslogFormat(String facility, String host, String application, long process, String structuredDataId) {
        this.facility = FACILITIES.indexOf(facility);
        if (this.facility < 0) {
            throw new IllegalArgumentException("key 'facility': one of " + String.join(", ", FACILITIES));
        }
        if (!VISIBLE.matcher(application).matches() || application.length() > 48) {
            throw new IllegalArgumentException("key 'app.name': 1 to 48 visible ASCII characters");
        }
        if (!structuredDataId.matches("[!-~&&[^=\\]\"@ ]]+@\\d+(\\.\\d+)*") || structuredDataId.length() > 32) {
            throw new IllegalArgumentException("key 'sd.id': of the form name@number, 32 characters at most");
        }
        this.origin = (VISIBLE.matcher(host).matches() && host.length() <= 255 ? host : "-") + " " + application;
        this.process = Long.toString(process);
        this.structuredDataId = structuredDataId;
    }

    byte[] of(AuditEvent event) {
        String action = word(event.action());
        String outcome = word(event.outcome());
        StringBuilder data = new StringBuilder("[").append(structuredDataId);
        parameter(data, "action", action);
        parameter(data, "outcome", outcome);
        parameter(data, "reason", event.reason());
        parameter(data, "door", event.door());
        parameter(data, "address", event.address());
        parameter(data, "actor", event.actor());
        parameter(data, "actorId", event.actorId().map(PrincipalId::toString).orElse(""));
        parameter(data, "subject", event.subject());
        parameter(data, "subjectId", event.subjectId().map(PrincipalId::toString).orElse(""));
        String sentence = event.actor() + ": " + action + " " + outcome
                + prefixed(" ", event.reason().isEmpty() ? "" : "(" + event.reason() + ")") + prefixed(", ", event.subject())
                + prefixed(", from ", event.address()) + prefixed(", through ", event.door());
        return message(severity(event), event.at(), action, data.append(']').toString(), sentence);
    }

    /** Says that there was more than could be sent. */
    byte[] missed(long events, Instant at) {
        StringBuilder data = new StringBuilder("[").append(structuredDataId);
        parameter(data, "missed", Long.toString(events));
        return message(WARNING, at, "missed", data.append(']').toString(), events + " events are in the sign-in log and were not sent here");
    }

    private byte[] message(int severity, Instant at, String id, String data, String sentence) {
        ByteArrayOutputStream message = new ByteArrayOutputStream(512);
        String header = "<" + (facility * 8 + severity) + ">1 " + TIME.format(at) + " " + origin + " " + process + " " + id + " " + data + " ";
        message.writeBytes(header.getBytes(StandardCharsets.UTF_8));
        message.writeBytes(BYTE_ORDER_MARK);
        message.writeBytes(clean(sentence).getBytes(StandardCharsets.UTF_8));
        return message.toByteArray();
    }

    private static int severity(AuditEvent event) {
        return event.outcome() == Outcome.REFUSED ? WARNING : event.action().ofVisitor() ? INFORMATIONAL : NOTICE;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String prefixed(String prefix, String text) {
        return text.isEmpty() ? "" : prefix + text;
    }

    private static void parameter(StringBuilder data, String name, String value) {
        if (!value.isEmpty()) {
            data.append(' ').append(name).append("=\"").append(clean(value).replaceAll("[\"\\\\\\]]", "\\\\$0")).append('"');
        }
    }

    /** One line, whatever somebody managed to be called, and no half of a character. */
    private static String clean(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\u2028\u2029]", " ");
        return line.codePointCount(0, line.length()) <= LONGEST_VALUE ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_VALUE)) + "…";
    }
}
