/**
 * What every sealer of secrets must do: extend the class and hand it yours.
 */
@Export
@Version("1.0.0")
package org.sallyport.testkit.secret;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
