package org.sallyport.directory.ldap;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is usual in one make of directory: values of the keys that a configuration leaves out. */
enum Preset {

    OPENLDAP("openldap", "OpenLDAP", Map.of(
            LdapSettings.ID_ATTRIBUTE, "entryUUID",
            LdapSettings.GROUP_CLASS, "groupOfNames, groupOfUniqueNames, posixGroup",
            LdapSettings.MEMBER_ATTRIBUTES, "member, uniqueMember, memberUid",
            LdapSettings.DISABLED_FILTER, "(pwdAccountLockedTime=000001010000Z)")),

    ACTIVE_DIRECTORY("active-directory", "Active Directory", Map.of(
            LdapSettings.USER_CLASS, "user",
            LdapSettings.USER_FILTER, "(objectCategory=person)",
            LdapSettings.DISABLED_FILTER, "(userAccountControl:1.2.840.113556.1.4.803:=2)",
            LdapSettings.LOGIN_ATTRIBUTES, "sAMAccountName, userPrincipalName",
            LdapSettings.NAME_ATTRIBUTE, "sAMAccountName",
            LdapSettings.ID_ATTRIBUTE, "objectGUID",
            LdapSettings.GROUP_CLASS, "group",
            LdapSettings.GROUP_NAME_ATTRIBUTE, "sAMAccountName",
            LdapSettings.MEMBERSHIP, "chain",
            LdapSettings.PRIMARY_GROUP, "primaryGroupID")),

    FREEIPA("freeipa", "FreeIPA", Map.of(
            LdapSettings.USERS_BASE, "cn=users,cn=accounts",
            LdapSettings.GROUPS_BASE, "cn=groups,cn=accounts",
            LdapSettings.USER_CLASS, "posixAccount",
            LdapSettings.DISABLED_FILTER, "(nsAccountLock=TRUE)",
            LdapSettings.ID_ATTRIBUTE, "ipaUniqueID",
            LdapSettings.MEMBERSHIP, "memberOf")),

    DIRECTORY_SERVER_389("389", "389 Directory Server", Map.of(
            LdapSettings.DISABLED_FILTER, "(nsAccountLock=TRUE)",
            LdapSettings.ID_ATTRIBUTE, "nsUniqueId",
            LdapSettings.GROUP_CLASS, "groupOfNames, groupOfUniqueNames",
            LdapSettings.MEMBER_ATTRIBUTES, "member, uniqueMember"));

    /** What holds where no preset says otherwise. */
    private static final Map<String, String> COMMON = Map.ofEntries(
            Map.entry(LdapSettings.STARTTLS, "required"),
            Map.entry(LdapSettings.ANONYMOUS, "false"),
            Map.entry(LdapSettings.USER_CLASS, "inetOrgPerson"),
            Map.entry(LdapSettings.LOGIN_ATTRIBUTES, "uid"),
            Map.entry(LdapSettings.NAME_ATTRIBUTE, "uid"),
            Map.entry(LdapSettings.DISPLAY_ATTRIBUTES, "displayName, cn"),
            Map.entry(LdapSettings.GROUP_CLASS, "groupOfNames"),
            Map.entry(LdapSettings.GROUP_NAME_ATTRIBUTE, "cn"),
            Map.entry(LdapSettings.MEMBER_ATTRIBUTES, "member"),
            Map.entry(LdapSettings.MEMBERSHIP, "walk"),
            Map.entry(LdapSettings.PRIMARY_GROUP, "none"),
            Map.entry(LdapSettings.CONNECT_TIMEOUT, "5000"),
            Map.entry(LdapSettings.RESPONSE_TIMEOUT, "10000"),
            Map.entry(LdapSettings.POOL_SIZE, "8"),
            Map.entry(LdapSettings.PAGE_SIZE, "500"));

    private final String key;
    private final String title;
    private final Map<String, String> defaults;

    Preset(String key, String title, Map<String, String> defaults) {
        this.key = key;
        this.title = title;
        this.defaults = defaults;
    }

    /** @throws IllegalArgumentException for a name that no preset has */
    static Preset of(String key) {
        return Arrays.stream(values()).filter(one -> one.key.equals(key)).findFirst().orElseThrow(() -> new IllegalArgumentException(
                LdapSettings.PRESET + ": one of " + Arrays.stream(values()).map(one -> one.key).collect(Collectors.joining(", "))));
    }

    /** What people call the make. */
    String title() {
        return title;
    }

    Map<String, String> defaults() {
        Map<String, String> all = new TreeMap<>(COMMON);
        all.putAll(defaults);
        return all;
    }
}
