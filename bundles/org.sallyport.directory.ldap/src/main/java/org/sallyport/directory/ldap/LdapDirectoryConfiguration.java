package org.sallyport.directory.ldap;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The keys of a {@link LdapDirectory}'s configuration; {@link LdapSettings} reads them. What is not set is left to the preset. */
@ObjectClassDefinition(name = "Sallyport LDAP directory", description = "Users and groups of OpenLDAP, Active Directory and their like.")
public @interface LdapDirectoryConfiguration {

    @AttributeDefinition(name = "Realm", description = "Name of the realm: 1 to 64 characters of a-z, 0-9, '-', '_' and '.'.")
    String sallyport_realm();

    @AttributeDefinition(name = "Preset", description = "The make of the directory: it decides what is not set.",
            options = {@Option("openldap"), @Option("active-directory"), @Option("freeipa"), @Option("389")})
    String preset();

    @AttributeDefinition(name = "Servers", description = "ldap://HOST[:PORT] or ldaps://HOST[:PORT], separated by commas, in the order in which they are tried.")
    String servers();

    @AttributeDefinition(name = "StartTLS", description = "Whether ldap:// is encrypted before anything is said: required, or off.",
            options = {@Option("required"), @Option("off")})
    String starttls() default "required";

    @AttributeDefinition(name = "CA file", description = "PEM file with the certificates that the servers' own are signed by; empty: those Java trusts.")
    String ca_file() default "";

    @AttributeDefinition(name = "Service account", description = "DN of the account that searches; in Active Directory also NAME@DOMAIN.")
    String bind_dn() default "";

    @AttributeDefinition(name = "Password file", description = "File whose first line is the service account's password.")
    String bind_password_file() default "";

    @AttributeDefinition(name = "Password variable", description = "Environment variable that holds the service account's password.")
    String bind_password_env() default "";

    @AttributeDefinition(name = "Anonymous", description = "Whether to search without an account: true or false.")
    boolean anonymous() default false;

    @AttributeDefinition(name = "Base", description = "DN under which everything lies.")
    String base_dn();

    @AttributeDefinition(name = "Base of users", description = "DN under which the users lie; empty: the preset's.")
    String users_base() default "";

    @AttributeDefinition(name = "Class of users", description = "Object classes of users, separated by commas; empty: the preset's.")
    String user_class() default "";

    @AttributeDefinition(name = "Filter of users", description = "LDAP filter that users must match too, or none; empty: the preset's.")
    String user_filter() default "";

    @AttributeDefinition(name = "Filter of disabled users", description = "LDAP filter that users match whose account is switched off, or none; empty: the preset's.")
    String disabled_filter() default "";

    @AttributeDefinition(name = "Login attributes", description = "Attributes that what is typed as user name is compared with; empty: the preset's.")
    String login_attributes() default "";

    @AttributeDefinition(name = "Domain", description = "The domain of DOMAIN\\name; empty: that form is not taken.")
    String domain() default "";

    @AttributeDefinition(name = "UPN suffixes", description = "What may follow a user's name and an @, separated by commas; empty: nothing.")
    String upn_suffixes() default "";

    @AttributeDefinition(name = "Name attribute", description = "Attribute that is shown as a user's login name; empty: the preset's.")
    String name_attribute() default "";

    @AttributeDefinition(name = "Display attributes", description = "Attributes that hold how people read a name, the first that is there; empty: the preset's.")
    String display_attributes() default "";

    @AttributeDefinition(name = "Id attribute", description = "Attribute that stays the same for the life of a user or group; empty: the preset's.")
    String id_attribute() default "";

    @AttributeDefinition(name = "Base of groups", description = "DN under which the groups lie; empty: the preset's.")
    String groups_base() default "";

    @AttributeDefinition(name = "Class of groups", description = "Object classes of groups, separated by commas; empty: the preset's.")
    String group_class() default "";

    @AttributeDefinition(name = "Filter of groups", description = "LDAP filter that groups must match too, or none; empty: the preset's.")
    String group_filter() default "";

    @AttributeDefinition(name = "Name attribute of groups", description = "Attribute that is shown as a group's name; empty: the preset's.")
    String group_name_attribute() default "";

    @AttributeDefinition(name = "Member attributes", description = "Attributes that hold a group's members; empty: the preset's.")
    String member_attributes() default "";

    @AttributeDefinition(name = "Membership", description = "How groups in groups are followed; absent: the preset's.",
            options = {@Option("walk"), @Option("memberOf"), @Option("chain"), @Option("")})
    String membership() default "";

    @AttributeDefinition(name = "Primary group", description = "Whether users have a group that does not list them; absent: the preset's.",
            options = {@Option("none"), @Option("primaryGroupID"), @Option("gidNumber"), @Option("")})
    String primary_group() default "";

    @AttributeDefinition(name = "Time to connect", min = "100", max = "60000", description = "Milliseconds until a server that does not take the connection counts as down: 100 to 60000.")
    int connect_timeout() default 5_000;

    @AttributeDefinition(name = "Time to answer", min = "100", max = "60000", description = "Milliseconds until a server that does not answer counts as down: 100 to 60000.")
    int response_timeout() default 10_000;

    @AttributeDefinition(name = "Connections", min = "1", max = "64", description = "Most connections kept open for searching: 1 to 64.")
    int pool_size() default 8;

    @AttributeDefinition(name = "Entries a page", min = "10", max = "1000", description = "How many entries a server is asked for at a time: 10 to 1000.")
    int page_size() default 500;
}
