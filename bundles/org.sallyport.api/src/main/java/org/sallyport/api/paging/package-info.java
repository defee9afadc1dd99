/**
 * One page of a long list, and how many there are: used by every contract that lists.
 */
@Export
@Version("1.0.0")
package org.sallyport.api.paging;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
