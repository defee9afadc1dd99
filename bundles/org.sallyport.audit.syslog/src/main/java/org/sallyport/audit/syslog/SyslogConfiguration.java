package org.sallyport.audit.syslog;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Where a copy of the sign-in log goes, and how it is marked. */
@ObjectClassDefinition(name = "Sallyport audit to syslog", description = "Sends every event of the sign-in log to a syslog server (RFC 5424).")
public @interface SyslogConfiguration {

    @AttributeDefinition(name = "Host", description = "Name or address of the syslog server. With tls its certificate must have this name.")
    String host();

    @AttributeDefinition(name = "Port", min = "1", max = "65535", description = "514 for udp and tcp at most servers, 6514 for tls.")
    int port() default 514;

    @AttributeDefinition(name = "Protocol", options = {@Option("udp"), @Option("tcp"), @Option("tls")},
            description = "udp loses what does not arrive; tcp and tls wait for a server that is away.")
    String protocol() default "udp";

    @AttributeDefinition(name = "Certificates", description = "With tls: PEM file of the authorities that are believed; empty for those Java knows.")
    String certificates() default "";

    @AttributeDefinition(name = "Facility", options = {@Option("auth"), @Option("authpriv"), @Option("local0"), @Option("local1"),
        @Option("local2"), @Option("local3"), @Option("local4"), @Option("local5"), @Option("local6"), @Option("local7")},
            description = "By which the server sorts.")
    String facility() default "authpriv";

    @AttributeDefinition(name = "Application name", min = "1", max = "48", description = "1 to 48 visible ASCII characters.")
    String app_name() default "sallyport";

    @AttributeDefinition(name = "Structured data", description = "Name of the element that holds the fields, as name@number, the number being"
            + " your organisation's private enterprise number.")
    String sd_id() default "sallyport@32473";
}
