package org.sallyport.core.provider;

import java.util.List;
import java.util.function.Supplier;
import org.sallyport.api.otp.KeyUris;
import org.sallyport.api.otp.TotpEngine;
import org.sallyport.api.secret.SecretSealer;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.store.Store;

/**
 * The one store, sealer and engine that configuration names. Two of one name are as bad as none: nobody could say which of them
 * would be asked.
 */
public final class Providers {

    private final Supplier<List<Store>> stores;
    private final Supplier<List<SecretSealer>> sealers;
    private final Supplier<List<TotpEngine>> engines;
    private final Supplier<List<KeyUris>> keyUris;

    /** Each supplier tells what is registered under the configured name now. */
    public Providers(Supplier<List<Store>> stores, Supplier<List<SecretSealer>> sealers, Supplier<List<TotpEngine>> engines,
            Supplier<List<KeyUris>> keyUris) {
        this.stores = stores;
        this.sealers = sealers;
        this.engines = engines;
        this.keyUris = keyUris;
    }

    public Store store() {
        return only(stores.get(), "store");
    }

    public SecretSealer sealer() {
        return only(sealers.get(), "secret sealer");
    }

    public TotpEngine engine() {
        return only(engines.get(), "TOTP engine");
    }

    public KeyUris keyUris() {
        return only(keyUris.get(), "key URI writer");
    }

    private static <T> T only(List<T> services, String what) {
        List<T> now = services == null ? List.of() : List.copyOf(services);
        if (now.size() != 1) {
            throw new UnavailableException(now.isEmpty() ? "no " + what + " of the configured name is registered"
                    : now.size() + " services answer to the configured name of the " + what + ": "
                            + now.stream().map(service -> service.getClass().getName()).toList());
        }
        return now.get(0);
    }
}
