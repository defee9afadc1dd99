/**
 * The way in, which is the only place that knows the order of the factors, and the way out (ours to implement, everybody's to call).
 */
@Export
@Version("1.0.0")
package org.sallyport.api.signin;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
