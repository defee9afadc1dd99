/** What stands behind the portal: applications, the channels and gates of other hosts, tickets, and what each door asks. */
package org.sallyport.core.access;
