/** The sign-in log: the words for it, who hears of it, and how it is read. */
package org.sallyport.core.audit;
