/**
 * What every store must do: extend {@link org.sallyport.testkit.store.StoreContract}; and a store in memory for other tests.
 */
@Export
@Version("1.0.0")
package org.sallyport.testkit.store;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
