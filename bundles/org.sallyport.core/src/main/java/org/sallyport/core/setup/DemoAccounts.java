package org.sallyport.core.setup;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.EditableDirectory;
import org.sallyport.api.directory.InvalidEntryException;
import org.sallyport.api.directory.InvalidEntryException.Rule;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.signin.Client;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.Setting;
import org.sallyport.core.directory.Realms;
import org.sallyport.core.store.Memory;

/**
 * Sample users and groups, from a file that a person can read: {@code user.LOGIN = Display name} and
 * {@code group.NAME = login, login, @GROUP}. Passwords are random, printed once, and kept only as hashes.
 */
public final class DemoAccounts {

    static final String LOADED = "mark.demo";

    private static final String USER = "user.";
    private static final String GROUP = "group.";
    /** No letter that is mistaken for another. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int BLOCKS = 4;
    private static final int BLOCK = 5;

    private final Memory memory;
    private final Realms realms;
    private final Invitations invitations;
    private final SecureRandom random;

    public DemoAccounts(Memory memory, Realms realms, Invitations invitations, SecureRandom random) {
        this.memory = memory;
        this.realms = realms;
        this.invitations = invitations;
        this.random = random;
    }

    /** Loads them into a new home, once; a load that was cut short is taken up again. */
    public void load(Path file, PrintStream out) {
        if (memory.read(store -> store.settings().find(LOADED)).isPresent()) {
            out.println("The demo accounts were loaded at an earlier start; their passwords are the ones printed then.");
            return;
        }
        if (invitations.appointed()) {
            out.println("This home has an administrator already: --demo leaves it as it is.");
            return;
        }
        try {
            create(read(file), out);
        } catch (DirectoryException e) {
            throw new UnavailableException("demo accounts: " + e.getMessage(), e);
        } catch (InvalidEntryException e) {
            throw new UnavailableException("demo accounts in " + file.getFileName() + ": " + e.field() + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new UnavailableException("demo accounts cannot be read from " + file.getFileName() + ": " + e.getMessage(), e);
        }
        Map<String, String> sorted = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> sorted.put(key, properties.getProperty(key)));
        return sorted;
    }

    private void create(Map<String, String> entries, PrintStream out) throws DirectoryException, InvalidEntryException {
        EditableDirectory directory = realms.firstEditable()
                .orElseThrow(() -> new UnavailableException("demo accounts need a directory that can be edited"));
        Map<String, Principal> users = new TreeMap<>();
        Map<String, Principal> groups = new TreeMap<>();
        Map<String, String> passwords = new TreeMap<>();
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            if (entry.getKey().startsWith(USER)) {
                String login = entry.getKey().substring(USER.length());
                String password = password();
                users.put(login, user(directory, login, entry.getValue(), password));
                passwords.put(login, password);
            } else if (entry.getKey().startsWith(GROUP)) {
                String name = entry.getKey().substring(GROUP.length());
                groups.put(name, group(directory, name));
            }
        }
        Map<String, Set<String>> groupsOf = new TreeMap<>();
        for (String name : groups.keySet()) {
            for (String member : entries.get(GROUP + name).split("\\s*,\\s*")) {
                Principal principal = member.startsWith("@") ? groups.get(member.substring(1)) : users.get(member);
                if (principal == null) {
                    throw new InvalidEntryException("group." + name, Rule.UNKNOWN, "names " + member + ", which is not in the file");
                }
                directory.addMember(groups.get(name).id(), principal.id());
                groupsOf.computeIfAbsent(member, any -> new TreeSet<>()).add(name);
            }
        }
        Principal administrators = groups.get(Invitations.ADMINISTRATORS_GROUP);
        if (administrators == null) {
            throw new InvalidEntryException("group.Administrators", Rule.EMPTY, "must be in the file");
        }
        List<String> lines = new ArrayList<>();
        passwords.forEach((login, password) -> lines.add("demo account: " + login + " " + password + " ("
                + groupsOf.getOrDefault(login, Set.of()).stream().collect(Collectors.joining(", ")) + ")"));
        lines.forEach(out::println);
        out.flush();
        // Marked only now: a start that dies before the passwords were printed makes and prints new ones.
        invitations.appointFirst(administrators, administrators.id(), Client.INTERNAL, new Change.SaveSetting(new Setting(LOADED, "1", 0)));
    }

    private static Principal user(EditableDirectory directory, String login, String displayName, String password)
            throws DirectoryException, InvalidEntryException {
        char[] characters = password.toCharArray();
        try {
            Optional<Principal> left = named(directory, Kind.USER, login);
            if (left.isPresent()) {
                directory.setPassword(left.get().id(), characters);
                return left.get();
            }
            return directory.createUser(login, displayName, characters);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    private static Principal group(EditableDirectory directory, String name) throws DirectoryException, InvalidEntryException {
        Optional<Principal> left = named(directory, Kind.GROUP, name);
        return left.isPresent() ? left.get() : directory.createGroup(name, name);
    }

    private static Optional<Principal> named(EditableDirectory directory, PrincipalId.Kind kind, String name) throws DirectoryException {
        return directory.search(name, Set.of(kind), Optional.empty(), 100).items().stream()
                .filter(found -> found.name().equals(name)).findFirst();
    }

    private String password() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < BLOCKS * BLOCK; i++) {
            if (i > 0 && i % BLOCK == 0) {
                password.append('-');
            }
            password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }
}
