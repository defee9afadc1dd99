/**
 * Walks through a face without a container: a browser that talks to one servlet.
 */
@Export
@Version("1.0.0")
package org.sallyport.testkit.face;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
