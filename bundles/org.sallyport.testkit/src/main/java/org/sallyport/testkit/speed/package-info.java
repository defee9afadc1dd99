/**
 * Says how fast something is, run by hand.
 */
@Export
@Version("1.0.0")
package org.sallyport.testkit.speed;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
