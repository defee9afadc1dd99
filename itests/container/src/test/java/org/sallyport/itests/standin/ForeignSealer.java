package org.sallyport.itests.standin;

import org.osgi.framework.BundleContext;
import org.sallyport.api.secret.Binding;
import org.sallyport.api.secret.SealException;
import org.sallyport.api.secret.Sealed;
import org.sallyport.api.secret.SecretSealer;

/** Has other keys: opens only what it sealed itself. */
public final class ForeignSealer extends Provider {

    private static final String KEY = "foreign";

    @Override
    public void start(BundleContext context) {
        offer(context, SecretSealer.class, SecretSealer.NAME, new Foreign());
    }

    private static final class Foreign implements SecretSealer {
        @Override
        public Sealed seal(byte[] secret, Binding binding) {
            return new Sealed(KEY, secret.clone());
        }

        @Override
        public byte[] open(Sealed sealed, Binding binding) throws SealException {
            if (!sealed.keyId().equals(KEY)) {
                throw new SealException("the foreign key file has no key " + sealed.keyId());
            }
            return sealed.bytes().clone();
        }
    }
}
