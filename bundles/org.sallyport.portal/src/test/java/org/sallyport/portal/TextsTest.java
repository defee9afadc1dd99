package org.sallyport.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.api.signin.Outcome.Reason;
import org.sallyport.web.FaceCheck;
import org.sallyport.web.Texts;
import org.sallyport.web.Wording;

class TextsTest {

    @Test
    void textsAndTemplatesAreInOrder() throws IOException {
        assertEquals(List.of(), FaceCheck.problems(PortalServlet.class, Path.of("src/main/resources/templates")));
    }

    @Test
    void everyReasonIsSaid() {
        Wording wording = new Texts(PortalServlet.class).choose("en");
        for (Reason reason : Reason.values()) {
            assertTrue(wording.has("refused." + reason), reason.name());
        }
    }

    /** It is written into the page as it is. */
    @Test
    void thePictureSLabelNeedsNoEscaping() {
        for (String language : List.of("en", "fr", "de")) {
            assertTrue(new Texts(PortalServlet.class).choose(language).text("enrol.qr").matches("[\\p{L}\\p{Pd}', ]+"), language);
        }
    }
}
