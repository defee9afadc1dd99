package org.sallyport.api.licence;

/**
 * A licence as a person reads it.
 *
 * @param valid whether it covers this use; a licence never decides who may sign in
 * @param name short name, for example {@code Apache-2.0}
 * @param kind what the console has a sentence for
 */
public record Licence(boolean valid, String name, Kind kind) {

    /** Kinds of licence. */
    public enum Kind { OPEN_SOURCE, COMMERCIAL, EXPIRED }
}
