/** The first start: the link for the first administrator, or sample people to look around with. */
package org.sallyport.core.setup;
