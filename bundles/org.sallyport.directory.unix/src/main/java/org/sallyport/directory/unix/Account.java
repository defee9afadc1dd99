package org.sallyport.directory.unix;

/**
 * One line of the host's user database, wherever the host keeps it.
 *
 * @param uid unsigned, hence a long
 * @param gid of the primary group
 */
record Account(String name, long uid, long gid, String gecos, String shell) {

    /** The full name: the first of the fields that GECOS holds; the login name where that is empty. */
    String displayName() {
        String full = gecos.split(",", 2)[0].strip();
        return full.isEmpty() || full.chars().anyMatch(Character::isISOControl) ? name : full.replace("&", name);
    }
}
