package org.sallyport.web;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

import org.sallyport.web.internal.Templates;

/** What a face brings along: its templates and texts, and how it is deployed. */
final class Face {

    private static final String TLS = "sallyport.tls";

    final Templates templates;
    final Texts texts;
    /** Whether people come by TLS, so that browsers may be told never to come without. */
    final boolean tls;
    /** What stands before every path that a browser gets; may be empty. */
    final String prefix;

    Face(Class<?> anchor) {
        templates = new Templates(anchor);
        texts = new Texts(anchor);
        prefix = PathPrefix.of(anchor);
        Bundle bundle = FrameworkUtil.getBundle(anchor);
        BundleContext context = bundle == null ? null : bundle.getBundleContext();
        tls = Boolean.parseBoolean(context == null ? System.getProperty(TLS) : context.getProperty(TLS));
    }
}
