package org.sallyport.core.setup;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sallyport.api.directory.InvalidEntryException;
import org.sallyport.api.directory.InvalidEntryException.Rule;
import org.sallyport.api.signin.UnavailableException;

/**
 * Sample users and groups, in a file that a person can read: {@code user.LOGIN = Display name} and
 * {@code group.NAME = login, login, @GROUP}.
 *
 * @param users display names, by login
 * @param groups their members as they stand in the file, by name; each member is in the file itself
 */
record DemoFile(SortedMap<String, String> users, SortedMap<String, List<String>> groups) {

    private static final String USER = "user.";
    private static final String GROUP = "group.";
    private static final String NESTED = "@";

    /**
     * @throws UnavailableException when it cannot be read
     * @throws InvalidEntryException when a member is not in it, or the administrators are not
     */
    static DemoFile read(Path file) throws InvalidEntryException {
        Properties entries = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            entries.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new UnavailableException("demo accounts cannot be read from " + file.getFileName() + ": " + e.getMessage(), e);
        }
        SortedMap<String, List<String>> groups = new TreeMap<>();
        under(GROUP, entries).forEach((name, members) -> groups.put(name, List.of(members.split("\\s*,\\s*"))));
        DemoFile read = new DemoFile(under(USER, entries), groups);
        read.check();
        return read;
    }

    private static SortedMap<String, String> under(String prefix, Properties entries) {
        SortedMap<String, String> found = new TreeMap<>();
        entries.stringPropertyNames().stream().filter(key -> key.startsWith(prefix))
                .forEach(key -> found.put(key.substring(prefix.length()), entries.getProperty(key)));
        return found;
    }

    private void check() throws InvalidEntryException {
        for (Map.Entry<String, List<String>> group : groups.entrySet()) {
            for (String member : group.getValue()) {
                if (!(isGroup(member) ? groups : users).containsKey(name(member))) {
                    throw new InvalidEntryException(GROUP + group.getKey(), Rule.UNKNOWN, "names " + member + ", which is not in the file");
                }
            }
        }
        if (!groups.containsKey(Invitations.ADMINISTRATORS_GROUP)) {
            throw new InvalidEntryException(GROUP + Invitations.ADMINISTRATORS_GROUP, Rule.EMPTY, "must be in the file");
        }
    }

    /** Whether a member is a group of the file, and no user. */
    static boolean isGroup(String member) {
        return member.startsWith(NESTED);
    }

    /** The login or the group's name that a member stands for. */
    static String name(String member) {
        return isGroup(member) ? member.substring(NESTED.length()) : member;
    }

    /** The groups that name a user, for people to read. */
    String groupsOf(String login) {
        return groups.keySet().stream().filter(name -> groups.get(name).contains(login)).collect(Collectors.joining(", "));
    }
}
