package org.sallyport.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QrCodeTest {

    @Test
    void theDrawingReadsAsTheText() throws Exception {
        String uri = "otpauth://totp/Sallyport:ada?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Sallyport";
        String svg = QrCode.svg(uri, "QR code");
        assertEquals(uri, new Decoder().decode(drawn(svg)).getText());
    }

    @Test
    void tooMuchTextIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> QrCode.svg("x".repeat(5000), "QR code"));
    }

    /** The modules inside the quiet zone, which nothing may be drawn in. */
    private static BitMatrix drawn(String svg) {
        Matcher box = Pattern.compile("viewBox=\"0 0 (\\d+) \\1\"").matcher(svg);
        box.find();
        BitMatrix modules = new BitMatrix(Integer.parseInt(box.group(1)) - 2 * QrCode.QUIET_ZONE);
        Matcher bar = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-\\3z").matcher(svg);
        while (bar.find()) {
            for (int x = 0; x < Integer.parseInt(bar.group(3)); x++) {
                modules.set(Integer.parseInt(bar.group(1)) + x - QrCode.QUIET_ZONE, Integer.parseInt(bar.group(2)) - QrCode.QUIET_ZONE);
            }
        }
        return modules;
    }
}
