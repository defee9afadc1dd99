/**
 * Where core meets the container, and how its rules hang together ({@link org.sallyport.core.House}). Each package beneath has one
 * concern, and bears the name that the API has for it, where it has one. They use one another in one direction only: setup,
 * administration and access stand on signin, that on session, that on policy and health, all of them on directory, throttle and audit,
 * and those on store and provider. {@code PackagesTest} keeps it so.
 */
package org.sallyport.core;
