/**
 * What the status bar says of the licence.
 */
@Export
@Version("1.0.0")
package org.sallyport.api.licence;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
