package org.sallyport.core;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Which directories, store and sealer count. */
@ObjectClassDefinition(name = "Sallyport core", description = "Which of the services in the container Sallyport works with.")
public @interface CoreConfiguration {

    @AttributeDefinition(name = "Realms", description = "Names of the realms whose users may sign in, in the order in which they are"
            + " asked. Each is the 'realm' of one configured directory.")
    String[] realms() default {"local"};

    @AttributeDefinition(name = "Domains", description = "domain=realm: a login that ends in @domain is for that realm only.")
    String[] domains() default {};

    @AttributeDefinition(name = "Confirmed directories", description = "realm=fingerprint of a directory that is meant to take the"
            + " place of another one, where nobody can confirm it in the console. The log says what to put here when it is needed.")
    String[] confirmed_directories() default {};
}
