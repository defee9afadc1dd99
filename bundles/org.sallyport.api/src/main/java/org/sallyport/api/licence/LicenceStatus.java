package org.sallyport.api.licence;

import org.osgi.annotation.versioning.ProviderType;

/** Tells the console what licence this copy runs under. Thread-safe and quick: asked at every view of the first page. */
@ProviderType
public interface LicenceStatus {

    /** The licence as it stands now. */
    Licence licence();
}
