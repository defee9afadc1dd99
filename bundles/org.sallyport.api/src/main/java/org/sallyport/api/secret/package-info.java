/**
 * Sealing of secrets at rest, bound to owner and purpose ({@link org.sallyport.api.secret.SecretSealer} is a consumer type).
 */
@Export
@Version("1.0.0")
package org.sallyport.api.secret;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
