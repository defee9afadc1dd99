package org.sallyport.api.signin;

/**
 * What somebody gives on one of the ways.
 *
 * @param kind of the way that is answered
 * @param purpose of the way that is answered
 * @param value as typed: spaces in codes are forgiven
 */
public record Answer(String kind, String purpose, String value) {

    @Override
    public String toString() {
        return "Answer[" + kind + "/" + purpose + "]";
    }
}
