/** What core keeps: the store, what was read of it a moment ago, the settings in it, and how secrets are known in it. */
package org.sallyport.core.store;
