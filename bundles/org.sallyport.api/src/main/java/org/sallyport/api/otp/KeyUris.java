package org.sallyport.api.otp;

import org.osgi.annotation.versioning.ConsumerType;

/** How a shared secret reaches an authenticator app: as {@code otpauth:} URI (QR code or link) or typed. Thread-safe. */
@ConsumerType
public interface KeyUris {

    /** Service property (String): the name by which configuration selects one. */
    String NAME = "sallyport.name";

    /**
     * {@code otpauth://totp/ISSUER:ACCOUNT?secret=…&issuer=…}, percent-encoded (a space is {@code %20}), with algorithm,
     * digits and period only where they are not the defaults. Colons in issuer and account are replaced by spaces, because apps
     * split the label at the first one.
     *
     * @param issuer who the code is for, not blank
     * @param account whose code it is, not blank
     */
    String uri(String issuer, String account, byte[] secret, OtpParameters parameters);

    /** The secret as upper-case Base32 without padding (RFC 4648 §6), for somebody who types it. */
    String key(byte[] secret);
}
