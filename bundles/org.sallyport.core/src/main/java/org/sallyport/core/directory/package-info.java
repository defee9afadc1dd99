/** The directories that configuration names, as one: who somebody is, and how each directory is. */
package org.sallyport.core.directory;
