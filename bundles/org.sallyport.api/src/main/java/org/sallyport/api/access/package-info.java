/**
 * The doors beside the portal and what stands behind it: decisions for channels such as Remote Desktop, one-time tickets, and
 * applications behind reverse proxies (ours to implement, everybody's to call; a door of one's own is a {@link SideDoor}).
 */
@Export
@Version("1.0.0")
package org.sallyport.api.access;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
