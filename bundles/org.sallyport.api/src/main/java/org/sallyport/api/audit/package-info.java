/**
 * What happened: who, what, from where, through which door, what came of it and why.
 */
@Export
@Version("1.0.0")
package org.sallyport.api.audit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
