package org.sallyport.portal;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/** A QR code, drawn as one path in an SVG: sharp at any size, and no image that a cache could keep. */
final class QrCode {

    /** Modules of white around it, without which scanners do not find it (ISO/IEC 18004). */
    static final int QUIET_ZONE = 4;

    private QrCode() { }

    /**
     * The SVG element, dark on white whatever the page's colours.
     *
     * @param text what a scanner reads
     * @param label what it is, for those who do not see it; escaped already
     * @throws IllegalArgumentException if the text is too long for a QR code
     */
    static String svg(String text, String label) {
        ByteMatrix modules = modules(text);
        int size = modules.getWidth() + 2 * QUIET_ZONE;
        return "<svg role=\"img\" aria-label=\"" + label + "\" viewBox=\"0 0 " + size + " " + size
                + "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h" + size + "v" + size + "H0z\"/><path fill=\"#000\" d=\""
                + path(modules) + "\"/></svg>";
    }

    private static ByteMatrix modules(String text) {
        try {
            return Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException("text: too long for a QR code", e);
        }
    }

    /** One bar for each run of dark modules in a row. */
    private static String path(ByteMatrix modules) {
        StringBuilder path = new StringBuilder(8 * 1024);
        for (int y = 0; y < modules.getHeight(); y++) {
            int x = 0;
            while (x < modules.getWidth()) {
                int from = x;
                while (x < modules.getWidth() && modules.get(x, y) == 1) {
                    x++;
                }
                if (x > from) {
                    path.append('M').append(from + QUIET_ZONE).append(' ').append(y + QUIET_ZONE)
                            .append('h').append(x - from).append("v1h-").append(x - from).append('z');
                } else {
                    x++;
                }
            }
        }
        return path.toString();
    }
}
