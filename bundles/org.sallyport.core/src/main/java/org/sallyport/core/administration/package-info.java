/** What administrators do: the switch, the list and the settings, resets, accounts, directories, tokens of programs. */
package org.sallyport.core.administration;
