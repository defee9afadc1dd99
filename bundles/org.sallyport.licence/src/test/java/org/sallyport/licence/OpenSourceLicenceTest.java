package org.sallyport.licence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.sallyport.api.licence.Licence;

class OpenSourceLicenceTest {

    @Test
    void saysApacheAndValid() {
        assertEquals(new Licence(true, "Apache-2.0", Licence.Kind.OPEN_SOURCE), new OpenSourceLicence().licence());
    }
}
