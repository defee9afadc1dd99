/**
 * Everything an administrator does, for every face alike (ours to implement, everybody's to call).
 */
@Export
@Version("1.0.0")
package org.sallyport.api.administration;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
