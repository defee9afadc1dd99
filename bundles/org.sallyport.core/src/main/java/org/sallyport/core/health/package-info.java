/** Whether anybody can be let in now, and if not, why not. */
package org.sallyport.core.health;
