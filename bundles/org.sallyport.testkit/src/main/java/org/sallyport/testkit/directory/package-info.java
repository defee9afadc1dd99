/**
 * What every directory must do, and every directory that can be edited: extend the classes and hand them yours.
 */
@Export
@Version("1.0.0")
package org.sallyport.testkit.directory;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
