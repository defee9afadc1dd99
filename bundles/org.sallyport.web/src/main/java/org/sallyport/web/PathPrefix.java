package org.sallyport.web;

import java.util.Optional;
import java.util.regex.Pattern;

import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/**
 * What the paths that people see begin with, where Sallyport is one of several things under a name ({@code https://example.org/door/}).
 * Requests come without it: the listener takes it off. All that goes out to a browser gets it: links and forms of pages, and
 * redirects; the kit sees to that, so that faces write the plain paths.
 */
public final class PathPrefix {

    private static final String PROPERTY = "sallyport.prefix";
    /** Attributes of our templates that hold a path; what is written into a page by a value cannot look like one, its quotes are escaped. */
    private static final Pattern LINK = Pattern.compile("( (?:href|action|formaction|src|data-live-url)=\")/(?!/)");

    private PathPrefix() { }

    /** Without a slash at the end; empty if there is none. @param anchor a class of the bundle that asks */
    public static String of(Class<?> anchor) {
        String prefix = Optional.ofNullable(FrameworkUtil.getBundle(anchor)).map(Bundle::getBundleContext)
                .map(context -> context.getProperty(PROPERTY)).orElse("");
        return prefix.matches("(/[A-Za-z0-9._~-]+)+") ? prefix : "";
    }

    /** A page with the prefix before every path in it. */
    static String before(String prefix, String page) {
        return prefix.isEmpty() ? page : LINK.matcher(page).replaceAll("$1" + prefix + "/");
    }
}
