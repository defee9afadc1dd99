package org.sallyport.itests.standin;

import org.osgi.framework.BundleContext;
import org.sallyport.api.secret.Binding;
import org.sallyport.api.secret.Sealed;
import org.sallyport.api.secret.SecretSealer;

/** Opens everything, to the same secret: whoever knows that one would have everybody's codes. */
public final class BlankSealer extends Provider {

    private static final int BYTES = 20;

    @Override
    public void start(BundleContext context) {
        offer(context, SecretSealer.class, SecretSealer.NAME, new Blank());
    }

    private static final class Blank implements SecretSealer {
        @Override
        public Sealed seal(byte[] secret, Binding binding) {
            return new Sealed("blank", new byte[BYTES]);
        }

        @Override
        public byte[] open(Sealed sealed, Binding binding) {
            return new byte[BYTES];
        }
    }
}
