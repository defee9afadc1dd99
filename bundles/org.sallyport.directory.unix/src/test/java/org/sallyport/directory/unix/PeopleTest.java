package org.sallyport.directory.unix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.PrincipalId;

class PeopleTest {

    private static final People PEOPLE = new People("host", 1_000, 59_999, Set.of("/bin/false"));

    @Test
    void arePeopleByTheirNumber() {
        assertFalse(PEOPLE.person(account("root", 0)));
        assertFalse(PEOPLE.person(account("www", 999)));
        assertTrue(PEOPLE.person(account("ann", 1_000)));
        assertTrue(PEOPLE.person(account("zed", 59_999)));
        assertFalse(PEOPLE.person(account("far", 60_000)));
        assertFalse(PEOPLE.person(account("nobody", 4_294_967_294L)));
    }

    @Test
    void aShellOfNobodyDisables() {
        assertTrue(PEOPLE.principal(new Account("ann", 1_000, 100, "", "/bin/false")).disabled());
        assertFalse(PEOPLE.principal(account("ann", 1_000)).disabled());
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "+1", "-1", " 1", "1 ", "4294967296", "99999999999", "nobody", "*", "１"})
    void onlyANumberAsWeWriteItIsAnId(String id) {
        assertEquals(Optional.empty(), PEOPLE.number(PrincipalId.user("host", id)));
    }

    @Test
    void anIdOfAnotherRealmIsNone() {
        assertEquals(Optional.of(1_000L), PEOPLE.number(PrincipalId.user("host", "1000")));
        assertEquals(Optional.empty(), PEOPLE.number(PrincipalId.user("other", "1000")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a:b", "a\0", "a\nb", "\ud800", "a\u0085"})
    void someTextsAreNoNames(String name) {
        assertFalse(People.presentable(name));
    }

    @Test
    void aNameIsNotEndless() {
        assertTrue(People.presentable("a".repeat(256)));
        assertFalse(People.presentable("a".repeat(257)));
    }

    @Test
    void theFullNameIsTheFirstFieldOfGecos() {
        assertEquals("Ann Archer", new Account("ann", 1_000, 100, "Ann Archer,room 7,1,2", "/bin/sh").displayName());
        assertEquals("ann", new Account("ann", 1_000, 100, ",room 7", "/bin/sh").displayName());
        assertEquals("ann Archer", new Account("ann", 1_000, 100, "& Archer", "/bin/sh").displayName());
    }

    @Test
    void elsewhereThanOnLinuxEverythingSaysSo() {
        NativeLibraries libraries = new NativeLibraries("Mac OS X");
        for (String message : new String[] {assertThrows(DirectoryException.class, libraries::libc).getMessage(),
            assertThrows(DirectoryException.class, libraries::pam).getMessage()}) {
            assertEquals("the accounts of a host can be used on Linux only, and this is Mac OS X", message);
        }
    }

    @Test
    void aRefusalIsToldAtTheNextWholeStep() {
        Pace pace = new Pace(Duration.ofNanos(100));
        assertEquals(100, pace.due(0));
        assertEquals(100, pace.due(99));
        assertEquals(200, pace.due(100));
    }

    private static Account account(String name, long uid) {
        return new Account(name, uid, 100, "", "/bin/bash");
    }
}
