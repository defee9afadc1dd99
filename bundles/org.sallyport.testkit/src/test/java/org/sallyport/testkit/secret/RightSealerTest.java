package org.sallyport.testkit.secret;

import org.sallyport.api.secret.SecretSealer;

class RightSealerTest extends SealerContract {

    @Override
    protected SecretSealer sealer() {
        return new RightSealer();
    }
}
