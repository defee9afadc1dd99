/**
 * How each part is, and how long it takes to answer: for health checks and for numbers.
 */
@Export
@Version("1.0.0")
package org.sallyport.api.health;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
