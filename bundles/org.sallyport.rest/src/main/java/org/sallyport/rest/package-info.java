/** The administrators' face for programs: the services of the console, as JSON over HTTP, and as {@code openapi.json} says. */
package org.sallyport.rest;
