/** The services that others bring: which of them is asked, and how long it takes. */
package org.sallyport.core.provider;
