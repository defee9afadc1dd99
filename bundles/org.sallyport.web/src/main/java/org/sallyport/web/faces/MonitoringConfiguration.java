package org.sallyport.web.faces;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** By what token others than this host see numbers and the details of health. */
@ObjectClassDefinition(name = "Sallyport monitoring", description = "Who sees /metrics and the details of /health from elsewhere.")
public @interface MonitoringConfiguration {

    @AttributeDefinition(name = "Token file", description = "Absolute path of a file, readable by its owner only, whose first line is the"
            + " token. Where it is not named: conf/monitoring.token in the home. Without that file only this host sees anything.")
    String token_file() default "";

    @AttributeDefinition(name = "Token", type = AttributeType.PASSWORD, description = "The token itself, from the environment as"
            + " ${env:NAME}; it takes the place of the file. 32 to 200 visible ASCII characters.")
    String _token() default "";
}
