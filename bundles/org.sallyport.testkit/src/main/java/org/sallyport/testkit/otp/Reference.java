package org.sallyport.testkit.otp;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sallyport.api.otp.OtpParameters;

/** RFC 4226 §5.3 read aloud over the platform's Mac: slow, and obviously right. */
final class Reference {

    private Reference() {
    }

    static String code(byte[] secret, long step, OtpParameters parameters) {
        String name = "Hmac" + parameters.algorithm();
        byte[] hmac;
        try {
            Mac mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(secret, name));
            hmac = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        int bits = ByteBuffer.wrap(hmac, hmac[hmac.length - 1] & 0xf, 4).getInt() & 0x7fffffff;
        String digits = "0000000" + bits;
        return digits.substring(digits.length() - parameters.digits());
    }
}
