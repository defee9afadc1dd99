package org.sallyport.testkit.otp;

import org.sallyport.api.otp.TotpEngine;

class RightEngineTest extends TotpEngineContract {

    @Override
    protected TotpEngine engine() {
        return new RightEngine();
    }
}
