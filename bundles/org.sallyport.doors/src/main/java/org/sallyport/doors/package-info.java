/** What machines ask at the doors beside the portal. */
package org.sallyport.doors;
