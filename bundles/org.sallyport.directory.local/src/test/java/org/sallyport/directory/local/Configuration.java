package org.sallyport.directory.local;

import java.lang.annotation.Annotation;

/** A configuration as the container would hand it over. */
record Configuration(String sallyport_realm, int hash_memory, int hash_iterations, int hash_parallelism, int hash_concurrency,
        int hash_wait) implements LocalDirectoryConfiguration {

    /** The defaults. */
    Configuration() {
        this("local", 19_456, 2, 1, 0, 5_000);
    }

    @Override
    public String store_target() {
        return "(sallyport.name=embedded)";
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return LocalDirectoryConfiguration.class;
    }
}
