package org.sallyport.core.setup;

import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.EditableDirectory;
import org.sallyport.api.directory.InvalidEntryException;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.signin.Client;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.Setting;
import org.sallyport.core.directory.Realms;
import org.sallyport.core.store.Memory;

/** Sample users and groups for a new home. Passwords are random, printed once, and kept only as hashes. */
public final class DemoAccounts {

    static final String LOADED = "mark.demo";

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
            create(DemoFile.read(file), out);
        } catch (DirectoryException e) {
            throw new UnavailableException("demo accounts: " + e.getMessage(), e);
        } catch (InvalidEntryException e) {
            throw new UnavailableException("demo accounts in " + file.getFileName() + ": " + e.field() + ": " + e.getMessage(), e);
        }
    }

    private void create(DemoFile file, PrintStream out) throws DirectoryException, InvalidEntryException {
        EditableDirectory directory = realms.firstEditable()
                .orElseThrow(() -> new UnavailableException("demo accounts need a directory that can be edited"));
        Map<String, String> passwords = new TreeMap<>();
        Map<String, Principal> users = new HashMap<>();
        Map<String, Principal> groups = new HashMap<>();
        for (Map.Entry<String, String> user : file.users().entrySet()) {
            String password = password();
            passwords.put(user.getKey(), password);
            users.put(user.getKey(), user(directory, user.getKey(), user.getValue(), password));
        }
        for (String name : file.groups().keySet()) {
            groups.put(name, group(directory, name));
        }
        for (Map.Entry<String, List<String>> group : file.groups().entrySet()) {
            for (String member : group.getValue()) {
                Principal principal = (DemoFile.isGroup(member) ? groups : users).get(DemoFile.name(member));
                directory.addMember(groups.get(group.getKey()).id(), principal.id());
            }
        }
        passwords.forEach((login, password) ->
                out.println("demo account: " + login + " " + password + " (" + file.groupsOf(login) + ")"));
        out.flush();
        // Marked only now: a start that dies before the passwords were printed makes and prints new ones.
        Principal administrators = groups.get(Invitations.ADMINISTRATORS_GROUP);
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
