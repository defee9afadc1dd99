/**
 * Durable memory, split by concern and written in all-or-nothing batches ({@link org.sallyport.api.store.Store} and what it returns are consumer types).
 */
@Export
@Version("1.0.0")
package org.sallyport.api.store;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
