package org.sallyport.testkit.otp;

import org.sallyport.api.otp.KeyUris;

class RightKeyUrisTest extends KeyUrisContract {

    @Override
    protected KeyUris keyUris() {
        return new RightKeyUris();
    }
}
