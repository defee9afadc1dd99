package org.sallyport.itests.directories;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.api.directory.Directory;
import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;
import org.sallyport.itests.server.Patience;

/** All that a directory can be asked, with the true answers: what it says in trouble must be one of them, or that it cannot say. */
final class Questions {

    static final String PASSWORD = "four quiet horses graze";

    private final PrincipalId user;
    private final PrincipalId group;
    private final Map<String, Object> truth = new LinkedHashMap<>();

    /** @param healthy knows the user alice with {@link #PASSWORD}, who is in the group Staff */
    Questions(Directory healthy) throws DirectoryException {
        user = healthy.named("alice").orElseThrow().id();
        group = healthy.search("Staff", Set.of(Kind.GROUP), Optional.empty(), 10).items().get(0).id();
        for (Map.Entry<String, Question> question : on(healthy).entrySet()) {
            truth.put(question.getKey(), question.getValue().ask());
        }
        assertTrue(truth.get("memberships").equals(Set.of(group)), "alice is in Staff");
    }

    @FunctionalInterface
    private interface Question {
        Object ask() throws DirectoryException;
    }

    private Map<String, Question> on(Directory directory) {
        Map<String, Question> questions = new LinkedHashMap<>();
        questions.put("right password", () -> directory.authenticate("alice", PASSWORD.toCharArray()));
        questions.put("wrong password", () -> directory.authenticate("alice", "wrong".toCharArray()));
        questions.put("unknown name", () -> directory.authenticate("mallory", PASSWORD.toCharArray()));
        questions.put("named", () -> directory.named("alice"));
        questions.put("find", () -> directory.find(user));
        questions.put("find group", () -> directory.find(group));
        questions.put("memberships", () -> directory.memberships(user, Set.of(group)));
        questions.put("members", () -> everybody(cursor -> directory.members(group, cursor, 3)));
        questions.put("people", () -> directory.people(group));
        questions.put("search", () -> everybody(cursor -> directory.search("al", EnumSet.allOf(Kind.class), cursor, 3)));
        questions.put("search all", () -> everybody(cursor -> directory.search("", EnumSet.allOf(Kind.class), cursor, 3)));
        return questions;
    }

    @FunctionalInterface
    private interface Paged {
        Page<Principal> page(Optional<String> cursor) throws DirectoryException;
    }

    /** A list that ends before everybody is on it is an answer only where it claims to be no more than that. */
    private static List<Principal> everybody(Paged paged) throws DirectoryException {
        List<Principal> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        Page<Principal> page;
        do {
            page = paged.page(cursor);
            all.addAll(page.items());
            cursor = page.next();
        } while (cursor.isPresent());
        if (page.total().certainty() != Count.Certainty.EXACT) {
            throw new DirectoryException("it says itself that these are not all");
        }
        return all;
    }

    /** Asks everything. Each answer is the true one, or that there is none, and comes. @return what is said where there is none */
    List<String> rightOrUnavailable(Directory directory) {
        List<String> excuses = new ArrayList<>();
        on(directory).forEach((name, question) -> answered(name, question).ifPresent(excuses::add));
        for (String excuse : excuses) {
            assertTrue(excuse != null && !excuse.isBlank(), "must say which server, and why");
            assertFalse(excuse.contains(PASSWORD) || excuse.contains(Slapd.SERVICE_PASSWORD), excuse);
        }
        return excuses;
    }

    /** Asks one question, which is not left hanging. @return what is said where there is no answer */
    private Optional<String> answered(String name, Question question) {
        long began = System.nanoTime();
        try {
            assertEquals(truth.get(name), question.ask(), name);
            return Optional.empty();
        } catch (DirectoryException e) {
            return Optional.of(e.getMessage());
        } finally {
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            assertTrue(took.compareTo(Patience.LIMIT) < 0, () -> name + " took " + took);
        }
    }

    /** How many there are. */
    int number() {
        return truth.size();
    }

    /** Asks everything: no question is answered. @return what is said instead */
    List<String> unavailable(Directory directory) {
        List<String> excuses = rightOrUnavailable(directory);
        assertEquals(truth.size(), excuses.size(), () -> "answered some, and of others said: " + excuses);
        return excuses;
    }

    /** Whether all answers are the true ones. */
    boolean right(Directory directory) {
        return rightOrUnavailable(directory).isEmpty();
    }

    /** Asks each question until it is answered, however often a short time-out takes a busy machine for a silent server. */
    void awaitRight(Directory directory) {
        on(directory).forEach((name, question) -> await(name).atMost(Patience.LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(50))
                .until(() -> answered(name, question).isEmpty()));
    }
}
