/** Lets administrators, and nobody else, into the Apache Felix Web Console. */
package org.sallyport.webconsole;
