/**
 * What a signed-in person holds: a value, which {@link org.sallyport.api.signin} hands out.
 */
@Export
@Version("1.0.0")
package org.sallyport.api.session;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
