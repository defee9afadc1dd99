package org.sallyport.api.secret;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Seals secrets for storage and opens them again. Register it as a service with the property {@link #NAME}, which the shipped
 * configuration selects. Thread-safe.
 */
@ConsumerType
public interface SecretSealer {

    /** Service property (String): the name by which configuration selects a sealer. */
    String NAME = "sallyport.name";

    /** Encrypts and authenticates, under the current key and with fresh randomness: sealing twice gives different bytes. */
    Sealed seal(byte[] secret, Binding binding) throws SealException;

    /**
     * The secret again, for exactly the binding it was sealed with.
     *
     * @throws SealException for an unknown key id, another binding, or bytes that were changed; never returns something else,
     *     never treats tampering as absence
     */
    byte[] open(Sealed sealed, Binding binding) throws SealException;
}
