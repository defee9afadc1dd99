package org.sallyport.secret.keyfile;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where a {@link KeyFileSealer} finds its master keys. */
@ObjectClassDefinition(name = "Sallyport sealing by key file",
        description = "Encrypts the shared secrets of authenticator apps under master keys that lie in a file.")
public @interface KeyFileConfiguration {

    @AttributeDefinition(name = "Name", description = "By which other parts select this sealer.")
    String sallyport_name() default "default";

    @AttributeDefinition(name = "Key file",
            description = "Absolute path of the file with the master keys. Made on first use, readable by its owner only.")
    String file();
}
