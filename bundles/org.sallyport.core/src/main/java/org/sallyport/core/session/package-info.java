/** What somebody holds who is in: how it begins, lasts and ends, and whether it is still enough. */
package org.sallyport.core.session;
