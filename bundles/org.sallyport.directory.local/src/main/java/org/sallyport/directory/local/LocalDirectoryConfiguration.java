package org.sallyport.directory.local;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What a {@link LocalDirectory} is called, where it keeps its entries, and what a password hash costs. */
@ObjectClassDefinition(name = "Sallyport embedded directory", description = "Users and groups that Sallyport keeps itself.")
public @interface LocalDirectoryConfiguration {

    @AttributeDefinition(name = "Realm", description = "Name of the realm: 1 to 64 characters of a-z, 0-9, '-', '_' and '.'.")
    String sallyport_realm() default "local";

    @AttributeDefinition(name = "Store", description = "Which store keeps the entries, as a filter on its properties.")
    String store_target() default "(sallyport.name=embedded)";

    @AttributeDefinition(name = "Memory of a hash", min = "7168", max = "1048576", description = "Argon2id memory in KiB: 7168 to 1048576.")
    int hash_memory() default 19_456;

    @AttributeDefinition(name = "Iterations of a hash", min = "1", max = "100", description = "Argon2id passes over the memory: 1 to 100.")
    int hash_iterations() default 2;

    @AttributeDefinition(name = "Lanes of a hash", min = "1", max = "16", description = "Argon2id parallelism: 1 to 16.")
    int hash_parallelism() default 1;

    @AttributeDefinition(name = "Hashes at once", min = "0", max = "256", description = "How many passwords are checked at the same time, each with the "
            + "memory above: 1 to 256, or 0 for one a processor, as far as a third of the heap allows.")
    int hash_concurrency() default 0;

    @AttributeDefinition(name = "Wait for a hash", min = "100", max = "60000", description = "How long a sign-in waits for its turn before it hears that the "
            + "service is busy, in milliseconds: 100 to 60000.")
    int hash_wait() default 5_000;
}
