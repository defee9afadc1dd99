package org.sallyport.audit.syslog;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A reader of messages after the grammar of RFC 5424, section 6, and nothing else. */
final class Grammar {

    private static final String NAME = "[!#-<>-\\\\^-~]{1,32}";
    private static final String VALUE = "(?:[^\"\\\\\\]]|\\\\[\"\\\\\\]])*";
    private static final String PARAMETER = " (" + NAME + ")=\"(" + VALUE + ")\"";
    private static final Pattern MESSAGE = Pattern.compile("<(0|[1-9]\\d{0,2})>([1-9]\\d{0,2})"
            + " (-|\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})?(?:Z|[+-]\\d\\d:\\d\\d))"
            + " ([!-~]{1,255}) ([!-~]{1,48}) ([!-~]{1,128}) ([!-~]{1,32})"
            + " (-|(?:\\[" + NAME + "(?:" + PARAMETER + ")*\\])+)(?: \uFEFF(.*))?", Pattern.DOTALL);

    /** What a message says. */
    record Read(int priority, String time, String host, String application, String process, String id, String element,
            Map<String, String> parameters, String text) {
    }

    private Grammar() { }

    static Read read(byte[] message) {
        String decoded;
        try {
            decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message)).toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError("not UTF-8", e);
        }
        Matcher matcher = MESSAGE.matcher(decoded);
        if (!matcher.matches()) {
            throw new AssertionError("not of RFC 5424: " + decoded);
        }
        String data = matcher.group(8);
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher parameter = Pattern.compile(PARAMETER).matcher(data);
        while (parameter.find()) {
            parameters.put(parameter.group(1), parameter.group(2).replaceAll("\\\\([\"\\\\\\]])", "$1"));
        }
        return new Read(Integer.parseInt(matcher.group(1)), matcher.group(3), matcher.group(4), matcher.group(5), matcher.group(6), matcher.group(7),
                data.replaceAll("^\\[([^ \\]]+).*", "$1"), parameters, matcher.group(matcher.groupCount()));
    }
}
