package org.sallyport.licence;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.sallyport.api.licence.Licence;
import org.sallyport.api.licence.Licence.Kind;
import org.sallyport.api.licence.LicenceStatus;

/** This copy is free software: nothing to read, nothing to expire. */
@Component
public final class OpenSourceLicence implements LicenceStatus {

    private static final Licence APACHE = new Licence(true, "Apache-2.0", Kind.OPEN_SOURCE);

    @Activate
    public OpenSourceLicence() {
        // Nothing to set up.
    }

    @Override
    public Licence licence() {
        return APACHE;
    }
}
