package org.sallyport.core;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.sallyport.api.access.AccessAdministration;
import org.sallyport.api.access.AccessDecisions;
import org.sallyport.api.access.Applications;
import org.sallyport.api.access.SideDoor;
import org.sallyport.api.administration.AccountAdministration;
import org.sallyport.api.administration.ApiTokens;
import org.sallyport.api.administration.DirectoryAdministration;
import org.sallyport.api.administration.FirstAdministrator;
import org.sallyport.api.administration.SessionAdministration;
import org.sallyport.api.administration.TwoFactorAdministration;
import org.sallyport.api.audit.AuditListener;
import org.sallyport.api.audit.AuditTrail;
import org.sallyport.api.directory.Directory;
import org.sallyport.api.health.Health;
import org.sallyport.api.otp.KeyUris;
import org.sallyport.api.otp.TotpEngine;
import org.sallyport.api.policy.TwoFactorPolicy;
import org.sallyport.api.secret.SecretSealer;
import org.sallyport.api.signin.Sessions;
import org.sallyport.api.signin.SignIn;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.store.Store;
import org.sallyport.core.audit.Bulletin;
import org.sallyport.core.directory.RealmSettings;
import org.sallyport.core.directory.Realms;
import org.sallyport.core.provider.Providers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the rules meet the container: takes the providers that configuration names, and offers what the faces call. It goes while
 * one of them is away, and comes back with it. Its references are lists so that a second service of one name is seen, not chosen
 * by luck.
 */
@Component(name = "org.sallyport.core", configurationPid = "org.sallyport.core", configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true, service = {})
@Designate(ocd = CoreConfiguration.class)
public final class Core {

    private static final Logger LOG = LoggerFactory.getLogger(Core.class);
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(10);
    private static final Duration SET_UP_AGAIN = Duration.ofMillis(200);
    private static final Duration HOUSEKEEPING = Duration.ofMinutes(5);
    private static final int MOST_ATTEMPTS = 100_000;

    @Reference(name = "store", cardinality = ReferenceCardinality.AT_LEAST_ONE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<Store> stores;

    @Reference(name = "sealer", cardinality = ReferenceCardinality.AT_LEAST_ONE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<SecretSealer> sealers;

    @Reference(name = "engine", cardinality = ReferenceCardinality.AT_LEAST_ONE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<TotpEngine> engines;

    @Reference(name = "keyUris", cardinality = ReferenceCardinality.AT_LEAST_ONE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<KeyUris> keyUris;

    @Reference(name = "directory", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<Map.Entry<Map<String, Object>, Directory>> directories;

    @Reference(name = "sideDoor", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<SideDoor> sideDoors;

    @Reference(name = "listener", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<AuditListener> listeners;

    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
    private final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "sallyport-core"));
    /** One thread a realm at most, and none while nobody asks. */
    private final ExecutorService lookouts = Executors.newCachedThreadPool(work -> daemon(work, "sallyport-lookout"));
    private Optional<HostToken> hostToken = Optional.empty();
    /** One thread a listener at most, and none while nothing happens. */
    private final ExecutorService bulletins = Executors.newCachedThreadPool(work -> daemon(work, "sallyport-bulletin"));
    private String announced = "";

    @Activate
    void activate(BundleContext context, CoreConfiguration configuration) {
        House house = new House(new Providers(() -> stores, () -> sealers, () -> engines, () -> keyUris),
                RealmSettings.read(configuration.realms(), configuration.domains(), configuration.confirmed_directories()), this::offered,
                Clock.systemUTC(), new SecureRandom(), LOCK_PATIENCE, lookouts, this::sideDoors, new Bulletin(() -> listeners, bulletins));
        offer(context, SignIn.class, house.signIn());
        offer(context, Sessions.class, house.sessions());
        offer(context, TwoFactorPolicy.class, house.policy());
        offer(context, TwoFactorAdministration.class, house.twoFactor());
        offer(context, DirectoryAdministration.class, house.directories());
        offer(context, AccountAdministration.class, house.accounts());
        offer(context, FirstAdministrator.class, house.invitations());
        offer(context, AuditTrail.class, house.audit());
        offer(context, AccessDecisions.class, house.decisions());
        offer(context, Applications.class, house.applications());
        offer(context, AccessAdministration.class, house.accessAdministration());
        offer(context, SessionAdministration.class, house.sessions());
        offer(context, ApiTokens.class, house.apiTokens());
        hostToken = property(context, "sallyport.home").map(home -> HostToken.write(Path.of(home),
                property(context, "sallyport.url").orElse(""), property(context, "sallyport.address").orElse(""),
                property(context, "sallyport.certificate").orElse(""), house.apiTokens().renewHostToken()));
        offer(context, Health.class, house.health());
        background.execute(() -> setUp(house, context.getProperty("sallyport.demo"),
                property(context, "sallyport.local").or(() -> property(context, "sallyport.url")).orElse("")));
        background.scheduleWithFixedDelay(() -> house.purge(MOST_ATTEMPTS), HOUSEKEEPING.toMillis(), HOUSEKEEPING.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Deactivate
    void deactivate() {
        registrations.forEach(ServiceRegistration::unregister);
        registrations.clear();
        hostToken.ifPresent(HostToken::delete);
        background.shutdownNow();
        lookouts.shutdownNow();
        // Not at once: what was written down last is told to the end.
        bulletins.shutdown();
    }

    private static Optional<String> property(BundleContext context, String name) {
        return Optional.ofNullable(context.getProperty(name));
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private <T> void offer(BundleContext context, Class<T> contract, T service) {
        registrations.add(context.registerService(contract, service, null));
    }

    private List<Realms.Offered> offered() {
        List<Map.Entry<Map<String, Object>, Directory>> now = directories;
        return now == null ? List.of() : now.stream().map(entry -> new Realms.Offered(entry.getKey(), entry.getValue())).toList();
    }

    private List<SideDoor> sideDoors() {
        List<SideDoor> now = sideDoors;
        return now == null ? List.of() : List.copyOf(now);
    }

    /** Sign-in is closed until this is done; a directory may still be on its way. */
    private void setUp(House house, String demo, String portal) {
        try {
            if (demo != null) {
                house.demoAccounts().load(Path.of(demo), System.out);
            } else {
                house.invitations().invite(portal == null ? "" : portal, System.out);
            }
            house.readiness().settingUp("");
        } catch (UnavailableException e) {
            house.readiness().settingUp(e.getMessage());
            if (!announced.equals(e.getMessage())) {
                announced = e.getMessage();
                LOG.warn("The first set-up waits: {}", e.getMessage());
            }
            background.schedule(() -> setUp(house, demo, portal), SET_UP_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RuntimeException e) {
            house.readiness().settingUp("the first set-up failed; the log says why");
            LOG.error("The first set-up failed", e);
        }
    }
}
