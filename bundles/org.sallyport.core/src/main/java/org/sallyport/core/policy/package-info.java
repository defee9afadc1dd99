/** Who needs two factors: the rule, the list that it stands on, and how people stand with it. */
package org.sallyport.core.policy;
