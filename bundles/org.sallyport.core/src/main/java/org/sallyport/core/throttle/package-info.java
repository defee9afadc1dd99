/** How often somebody may try, and one at a time. */
package org.sallyport.core.throttle;
