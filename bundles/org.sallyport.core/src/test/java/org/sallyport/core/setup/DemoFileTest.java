package org.sallyport.core.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.api.directory.InvalidEntryException;
import org.sallyport.api.signin.UnavailableException;

class DemoFileTest {

    @TempDir
    private Path folder;

    private DemoFile read(String... lines) throws Exception {
        return DemoFile.read(Files.write(folder.resolve("demo.properties"), List.of(lines)));
    }

    @Test
    void usersAndGroupsAreReadWithTheirMembers() throws Exception {
        DemoFile file = read("user.ada = Ada Lovelace", "user.mary = Mary Keller", "group.Administrators = ada",
                "group.Staff = ada , @Night\\ shift", "group.Night\\ shift = mary");
        assertEquals(Map.of("ada", "Ada Lovelace", "mary", "Mary Keller"), file.users());
        assertEquals(Map.of("Administrators", List.of("ada"), "Staff", List.of("ada", "@Night shift"), "Night shift", List.of("mary")),
                file.groups());
        assertEquals("Administrators, Staff", file.groupsOf("ada"));
        assertEquals("Night shift", file.groupsOf("mary"));
    }

    @Test
    void aMemberThatIsNotInTheFileIsRefusedByItsGroup() {
        for (String stranger : List.of("nobody", "@Nobody", "@ada", "Administrators")) {
            InvalidEntryException e = assertThrows(InvalidEntryException.class,
                    () -> read("user.ada = Ada", "group.Administrators = ada", "group.Staff = ada, " + stranger));
            assertEquals("group.Staff", e.field());
            assertTrue(e.getMessage().contains(stranger), e.getMessage());
        }
    }

    @Test
    void aFileWithoutAdministratorsIsRefused() {
        assertEquals("group.Administrators", assertThrows(InvalidEntryException.class, () -> read("user.ada = Ada")).field());
    }

    @Test
    void aFileThatIsNotThereIsSaidByItsName() {
        String message = assertThrows(UnavailableException.class, () -> DemoFile.read(folder.resolve("gone.properties"))).getMessage();
        assertTrue(message.contains("gone.properties"), message);
    }
}
