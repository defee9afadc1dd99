package org.sallyport.api.secret;

/**
 * What a sealed secret belongs to. Sealed bytes moved to another owner or purpose do not open.
 *
 * @param owner whose it is, for example a principal's text form; not empty
 * @param purpose what for, for example {@code totp}; not empty
 */
public record Binding(String owner, String purpose) {

    public Binding {
        if (owner.isEmpty() || purpose.isEmpty()) {
            throw new IllegalArgumentException("owner and purpose must not be empty");
        }
    }
}
