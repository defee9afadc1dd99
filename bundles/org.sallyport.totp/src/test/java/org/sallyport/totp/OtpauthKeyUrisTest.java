package org.sallyport.totp;

import org.sallyport.api.otp.KeyUris;
import org.sallyport.testkit.otp.KeyUrisContract;

class OtpauthKeyUrisTest extends KeyUrisContract {

    private final KeyUris keyUris = new OtpauthKeyUris();

    @Override
    protected KeyUris keyUris() {
        return keyUris;
    }
}
