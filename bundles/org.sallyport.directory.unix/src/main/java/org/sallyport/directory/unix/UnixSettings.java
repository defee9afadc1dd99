package org.sallyport.directory.unix;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

import org.sallyport.api.directory.PrincipalId;

/**
 * A configuration that makes sense.
 *
 * @param service of PAM
 * @param concurrency most passwords checked at once
 * @param patience how long somebody waits for a turn
 * @param timeout how long the host may take to answer
 * @param refusal a refusal takes a multiple of it
 */
record UnixSettings(People people, String service, int concurrency, Duration patience, Duration timeout, Duration refusal) {

    /** The range that uid_t has, without the two numbers at its end that mean "none". */
    private static final long GREATEST_UID = 4_294_967_293L;

    /** @throws IllegalArgumentException names the key that is wrong */
    static UnixSettings of(UnixDirectoryConfiguration configuration) {
        require("uid.min", configuration.uid_min(), 1, GREATEST_UID);
        require("uid.max", configuration.uid_max(), configuration.uid_min(), GREATEST_UID);
        require("pam.concurrency", configuration.pam_concurrency(), 1, 64);
        require("pam.wait", configuration.pam_wait(), 100, 60_000);
        require("pam.timeout", configuration.pam_timeout(), 1_000, 120_000);
        require("refusal.time", configuration.refusal_time(), 0, 10_000);
        People people = new People(realm(configuration), configuration.uid_min(), configuration.uid_max(), shells(configuration));
        return new UnixSettings(people, service(configuration), configuration.pam_concurrency(),
                Duration.ofMillis(configuration.pam_wait()), Duration.ofMillis(configuration.pam_timeout()),
                Duration.ofMillis(configuration.refusal_time()));
    }

    private static String realm(UnixDirectoryConfiguration configuration) {
        try {
            return PrincipalId.user(configuration.sallyport_realm(), "0").realm();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("sallyport.realm: 1 to 64 characters of a-z, 0-9, '-', '_' and '.'", e);
        }
    }

    private static String service(UnixDirectoryConfiguration configuration) {
        String service = configuration.pam_service();
        if (!service.matches("[a-z0-9][a-z0-9_-]{0,63}") || service.equals("other")) {
            throw new IllegalArgumentException("pam.service: 1 to 64 characters of a-z, 0-9, '-' and '_', and not 'other'");
        }
        return service;
    }

    private static Set<String> shells(UnixDirectoryConfiguration configuration) {
        Set<String> shells = Arrays.stream(configuration.shells_disabled().split(",")).map(String::strip)
                .filter(shell -> !shell.isEmpty()).collect(Collectors.toUnmodifiableSet());
        if (!shells.stream().allMatch(shell -> shell.startsWith("/"))) {
            throw new IllegalArgumentException("shells.disabled: paths that begin with '/', separated by commas");
        }
        return shells;
    }

    private static void require(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + ": " + least + " to " + most);
        }
    }
}
