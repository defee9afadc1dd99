/**
 * Where core meets the container, and how its rules hang together ({@link org.sallyport.core.House}). Each package beneath has one
 * concern, and those that the API has too bear its names. They use one another in one direction only: setup, administration and
 * access stand on signin and session, those on policy, health and throttle, and all of them on directory, audit, store and provider.
 */
package org.sallyport.core;
