package org.sallyport.totp;

import org.sallyport.api.otp.TotpEngine;
import org.sallyport.testkit.otp.TotpEngineContract;

class RfcTotpEngineTest extends TotpEngineContract {

    private final TotpEngine engine = new RfcTotpEngine();

    @Override
    protected TotpEngine engine() {
        return engine;
    }
}
