/** What pages are made of: templates, icons, assets and headers. Knows nothing of the kit that stands on it. */
package org.sallyport.web.internal;
