package org.sallyport.directory.unix;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What a {@link UnixDirectory} is called, which accounts are people, and how passwords are checked. */
@ObjectClassDefinition(name = "Sallyport host accounts", description = "This host's own accounts, through PAM and NSS.")
public @interface UnixDirectoryConfiguration {

    @AttributeDefinition(name = "Realm", description = "Name of the realm: 1 to 64 characters of a-z, 0-9, '-', '_' and '.'.")
    String sallyport_realm() default "host";

    @AttributeDefinition(name = "PAM service", description = "Which file of /etc/pam.d says how a password is checked: 1 to 64 characters of a-z, "
            + "0-9, '-' and '_'; not 'other'.")
    String pam_service() default "sallyport";

    @AttributeDefinition(name = "Least uid", min = "1", max = "4294967293", description = "Accounts with a smaller number are not people: 1 to 4294967293.")
    long uid_min() default 1_000;

    @AttributeDefinition(name = "Greatest uid", min = "1", max = "4294967293", description = "Accounts with a greater number are not people: 1 to 4294967293.")
    long uid_max() default 59_999;

    @AttributeDefinition(name = "Shells of nobody", description = "Shells of accounts that are switched off, separated by commas.")
    String shells_disabled() default "/usr/sbin/nologin,/sbin/nologin,/usr/bin/nologin,/bin/nologin,/bin/false,/usr/bin/false,/bin/sync";

    @AttributeDefinition(name = "Passwords at once", min = "1", max = "64", description = "How many passwords are checked at the same time: 1 to 64.")
    int pam_concurrency() default 4;

    @AttributeDefinition(name = "Wait for a place", min = "100", max = "60000", description = "How long a sign-in waits for its turn before it hears that the "
            + "service is busy, in milliseconds: 100 to 60000.")
    int pam_wait() default 5_000;

    @AttributeDefinition(name = "Wait for an answer", min = "1000", max = "120000", description = "How long the host may take to check a password or to look "
            + "up a name, in milliseconds: 1000 to 120000.")
    int pam_timeout() default 20_000;

    @AttributeDefinition(name = "Time of a refusal", min = "0", max = "10000", description = "A refusal takes a whole multiple of this, whatever its reason, "
            + "in milliseconds: 0 to 10000.")
    int refusal_time() default 1_000;
}
