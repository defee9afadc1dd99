/**
 * What the kit serves itself: assets, health, the page for every error, and what stands in for a face that is stopped. Built with the
 * kit like any other face; nothing of the kit uses it.
 */
package org.sallyport.web.faces;
