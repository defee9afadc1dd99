package org.sallyport.portal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.sallyport.api.signin.Door;

/**
 * Where somebody is sent once signed in: the portal's home, a page of the console, or on to what stands behind the portal (which is
 * decided there, not here). Anything else that was asked for counts as home, so that no link to the sign-in leads elsewhere.
 *
 * @param path a path of this server, with its query
 */
record Next(String path) {

    static final Next HOME = new Next("/");

    /** Longest one, in characters. */
    static final int LONGEST = 1200;

    /** No dot in the path: nothing climbs out of the console's folder. */
    private static final Pattern CONSOLE = Pattern.compile("/console/(?!/)[A-Za-z0-9/_~-]*(\\?[A-Za-z0-9=&%+._~-]*)?");

    private static final Pattern PASSAGE = Pattern.compile("/auth/go\\?[A-Za-z0-9=&%+._~*-]*");

    /** @param wanted anything at all */
    static Next of(String wanted) {
        boolean ours = CONSOLE.matcher(wanted).matches() || PASSAGE.matcher(wanted).matches();
        return wanted.length() <= LONGEST && ours ? new Next(wanted) : HOME;
    }

    boolean home() {
        return equals(HOME);
    }

    /** The door that this is behind. */
    Door door() {
        return path.startsWith("/console/") ? Door.CONSOLE : Door.PORTAL;
    }

    /** For the hidden field {@code next}; empty for home, which needs none. */
    String field() {
        return home() ? "" : path;
    }

    /** A page of the sign-in that leads here in the end. */
    String by(String page) {
        return home() ? page : page + (page.contains("?") ? "&" : "?") + "next=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
    }
}
