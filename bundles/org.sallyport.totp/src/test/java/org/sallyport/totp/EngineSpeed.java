package org.sallyport.totp;

import org.sallyport.api.otp.OtpParameters;
import org.sallyport.testkit.speed.Speed;

/** Prints nanoseconds per operation. Run it by hand. */
public final class EngineSpeed {

    private EngineSpeed() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        Speed speed = new Speed(1_000_000);
        RfcTotpEngine engine = new RfcTotpEngine();
        byte[] secret = new byte[20];
        for (OtpParameters.Algorithm algorithm : OtpParameters.Algorithm.values()) {
            OtpParameters parameters = new OtpParameters(algorithm, 6, OtpParameters.DEFAULT.period());
            speed.print(algorithm + " generate      ", step -> engine.code(secret, step, parameters).hashCode());
            speed.print(algorithm + " verify +-1    ", step -> engine.match(secret, "123456", step, 1, parameters).orElse(0));
        }
    }
}
