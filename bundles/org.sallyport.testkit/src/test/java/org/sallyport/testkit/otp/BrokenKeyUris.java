package org.sallyport.testkit.otp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Supplier;
import org.sallyport.api.otp.KeyUris;
import org.sallyport.api.otp.OtpParameters;

/** Writers of key URIs that each get one thing wrong, and the rules that say so. */
enum BrokenKeyUris {

    SAYS_EVERYTHING(() -> new RightKeyUris() {
        @Override
        String extra(OtpParameters parameters) {
            return "&algorithm=" + parameters.algorithm() + "&digits=" + parameters.digits() + "&period=" + parameters.period().toSeconds();
        }
    }, "writesTheShortestUriForTheDefaults", "addsOnlyTheParametersThatAreNotDefaults"),

    SAYS_NOTHING_BUT_THE_SECRET(() -> new RightKeyUris() {
        @Override
        String extra(OtpParameters parameters) {
            return "";
        }
    }, "addsOnlyTheParametersThatAreNotDefaults"),

    ENCODES_AS_A_FORM(() -> new RightKeyUris() {
        @Override
        String encoded(String text) {
            return URLEncoder.encode(text, UTF_8);
        }
    }, "writesASpaceAsPercent20", "whatGoesInComesOut"),

    ENCODES_NOTHING(() -> new RightKeyUris() {
        @Override
        String encoded(String text) {
            return text.replace(" ", "%20");
        }
    }, "whatGoesInComesOut"),

    ESCAPES_COLONS(() -> new RightKeyUris() {
        @Override
        String label(String text) {
            return super.label(text.equals("ACME:East") ? "ACME" : text) + (text.equals("ACME:East") ? ":East" : "");
        }
    }, "replacesColonsBySpaces"),

    TRIMS_THE_LABEL_ONLY(() -> new RightKeyUris() {
        @Override
        public String uri(String issuer, String account, byte[] secret, OtpParameters parameters) {
            String uri = super.uri(issuer, account, secret, parameters);
            return uri.substring(0, uri.indexOf("&issuer=")) + "&issuer=" + encoded(issuer.replace(':', ' ')) + extra(parameters);
        }
    }, "issuerIsTheSameInLabelAndParameter"),

    WRITES_BLANK_LABELS(() -> new RightKeyUris() {
        @Override
        String label(String text) {
            return text.replace(':', ' ').strip();
        }
    }, "refusesBlankIssuerAndAccount"),

    PADS_THE_KEY(() -> new RightKeyUris() {
        @Override
        public String key(byte[] secret) {
            return super.key(secret) + "=".repeat((8 - super.key(secret).length() % 8) % 8);
        }
    }, "writesTheKeyAsBase32WithoutPadding"),

    CLEARS_THE_CALLERS_SECRET(() -> new RightKeyUris() {
        @Override
        public String key(byte[] secret) {
            String key = super.key(secret);
            Arrays.fill(secret, (byte) 0);
            return key;
        }
    }, "leavesTheSecretAsItWas");

    private final Supplier<KeyUris> make;
    private final Set<String> rules;

    /** @param rules that must notice; others may too */
    BrokenKeyUris(Supplier<KeyUris> make, String... rules) {
        this.make = make;
        this.rules = Set.of(rules);
    }

    KeyUris make() {
        return make.get();
    }

    Set<String> rules() {
        return rules;
    }
}
