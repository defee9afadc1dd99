/**
 * Who somebody is: users, groups and passwords, behind one interface an integrator implements ({@link org.sallyport.api.directory.Directory} is a consumer type).
 */
@Export
@Version("1.0.0")
package org.sallyport.api.directory;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
