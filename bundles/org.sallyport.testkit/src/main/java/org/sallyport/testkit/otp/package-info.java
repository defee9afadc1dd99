/**
 * What every time-based engine and every maker of key URIs must do: extend the classes and hand them yours.
 */
@Export
@Version("1.0.0")
package org.sallyport.testkit.otp;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
