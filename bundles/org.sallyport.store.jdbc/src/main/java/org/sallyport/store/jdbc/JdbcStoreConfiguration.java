package org.sallyport.store.jdbc;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where a store keeps its data. */
@ObjectClassDefinition(name = "Sallyport store (JDBC)", description = "Durable memory in an SQL database")
public @interface JdbcStoreConfiguration {

    @AttributeDefinition(name = "Name", description = "By which other configuration selects this store")
    String sallyport_name();

    @AttributeDefinition(name = "Driver", description = "Which DataSourceFactory opens the database, as a filter on its properties")
    String dataSourceFactory_target() default JdbcStore.SQLITE_DRIVER;

    @AttributeDefinition(name = "URL", description = "jdbc:sqlite:PATH, or jdbc:postgresql://HOST/DATABASE; never with a password in it")
    String url();

    @AttributeDefinition(name = "User", description = "Database user; empty for the embedded database")
    String user() default "";

    @AttributeDefinition(name = "Password file", description = "File whose first line is the database user's password; empty for none")
    String password_file() default "";

    @AttributeDefinition(name = "Days attempts are remembered", min = "1", max = "3650",
            description = "After the last failure; 1 to 3650. Wrong codes after a right password are never forgotten by age")
    int attempts_days() default 30;

    @AttributeDefinition(name = "Days addresses are remembered", min = "1", max = "3650",
            description = "After a user's last success from them; 1 to 3650")
    int addresses_days() default 180;
}
