package org.sallyport.secret.keyfile;

import java.lang.annotation.Annotation;

/** A configuration as the container would hand it over. */
record Configurations(String sallyport_name, String file) implements KeyFileConfiguration {

    @Override
    public Class<? extends Annotation> annotationType() {
        return KeyFileConfiguration.class;
    }
}
