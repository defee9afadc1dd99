package org.sallyport.directory.unix;

import java.util.List;

/**
 * One line of the host's group database.
 *
 * @param members login names; those whose primary group it is are not among them
 */
record HostGroup(String name, long gid, List<String> members) {
}
