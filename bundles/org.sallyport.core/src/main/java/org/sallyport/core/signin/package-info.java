/** The way in: first the password, then the code; and one more code for whoever is in already. */
package org.sallyport.core.signin;
