package org.sallyport.audit.syslog;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A copy of the sign-in log on a syslog server. While the server is away the event at hand is tried again, and those after it wait in
 * this listener's queue; what does not fit in there is counted, said in the log, and said to the server when it is back.
 */
@Component(name = "org.sallyport.audit.syslog", service = AuditListener.class, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SyslogConfiguration.class, factory = true)
public final class SyslogAudit implements AuditListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SyslogAudit.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final String server;
    private final SyslogFormat format;
    private final Link link;
    private final Clock clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicBoolean abandoned = new AtomicBoolean();

    /** @throws IllegalArgumentException names the key of the configuration that is wrong */
    @Activate
    public SyslogAudit(SyslogConfiguration configuration) {
        this(configuration.protocol() + "://" + configuration.host() + ":" + configuration.port(),
                new SyslogFormat(configuration.facility(), ownName(), configuration.app_name(), ProcessHandle.current().pid(), configuration.sd_id()),
                link(configuration), Clock.systemUTC());
    }

    /** @param server for our own log */
    SyslogAudit(String server, SyslogFormat format, Link link, Clock clock) {
        this.server = server;
        this.format = format;
        this.link = link;
        this.clock = clock;
    }

    private static Link link(SyslogConfiguration configuration) {
        if (configuration.host().isBlank()) {
            throw new IllegalArgumentException("key 'host': the name or address of the syslog server");
        }
        return switch (configuration.protocol()) {
            case "udp" -> new Datagrams(configuration.host(), configuration.port());
            case "tcp" -> new Stream(configuration.host(), configuration.port(), Optional.empty());
            case "tls" -> new Stream(configuration.host(), configuration.port(), Optional.of(Authorities.sockets(configuration.certificates())));
            default -> throw new IllegalArgumentException("key 'protocol': udp, tcp or tls");
        };
    }

    private static String ownName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }

    @Override
    public void happened(AuditEvent event) {
        deliver(format.of(event));
    }

    @Override
    public void missed(long events) {
        deliver(format.missed(events, clock.instant()));
    }

    /** Nobody waits for it but the events behind this one. */
    private void deliver(byte[] message) {
        Duration pause = SHORTEST_PAUSE;
        boolean troubled = false;
        try {
            while (closed.getCount() > 0) {
                try {
                    link.send(message);
                    if (troubled) {
                        LOG.info("The sign-in log is sent to {} again", server);
                    }
                    return;
                } catch (IOException e) {
                    if (!troubled) {
                        LOG.warn("The sign-in log cannot be sent to {}, which is tried again: {}", server, e.toString());
                    }
                    troubled = true;
                }
                closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        link.close();
        if (!abandoned.getAndSet(true)) {
            LOG.warn("What was still to be sent of the sign-in log to {} is not sent", server);
        }
    }

    @Override
    @Deactivate
    public void close() {
        closed.countDown();
        link.close();
    }
}
