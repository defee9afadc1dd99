/**
 * A store that keeps nothing: to test what stands on a store, and to begin one's own with. Needs no test framework.
 */
@Export
@Version("1.0.0")
package org.sallyport.testkit.memory;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
