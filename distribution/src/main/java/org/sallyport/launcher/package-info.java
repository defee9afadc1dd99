/** Starts the product: reads the options, prepares the home directory, boots the framework, and says when sign-in works. */
package org.sallyport.launcher;
