package org.example.directory.csv;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.api.directory.Directory;
import org.sallyport.testkit.directory.DirectoryContract;
import org.sallyport.testkit.directory.DirectoryFixture;

/** Every rule of a directory, each a test of its own; this class only says how the file is filled. */
class CsvDirectoryTest extends DirectoryContract {

    /** What the container makes of the configuration file. */
    @SuppressWarnings("annotationAsSuperInterface")
    private record Configured(String file) implements CsvDirectory.Configuration {

        @Override
        public String sallyport_realm() {
            return "csv";
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return CsvDirectory.Configuration.class;
        }
    }

    @TempDir
    private Path folder;

    @Override
    protected DirectoryFixture fixture() {
        Path file = folder.resolve("people.csv");
        CsvDirectory directory = new CsvDirectory(new Configured(file.toString()));
        Map<String, String> lines = new LinkedHashMap<>();
        return new DirectoryFixture() {

            @Override
            public Directory directory() {
                return directory;
            }

            @Override
            public String realm() {
                return "csv";
            }

            @Override
            public void addUser(String login, String displayName, String password) throws Exception {
                lines.put("user " + login, "user;" + login + ";" + displayName + ";" + BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(4, password.toCharArray()) + ";");
                write();
            }

            @Override
            public void disable(String login) throws Exception {
                lines.computeIfPresent("user " + login, (key, line) -> line.replace(";$2y$", ";!$2y$"));
                write();
            }

            @Override
            public void addGroup(String name, String displayName) throws Exception {
                lines.put("group " + name, "group;" + name + ";" + displayName + ";;");
                write();
            }

            @Override
            public void addUserToGroup(String group, String login) throws Exception {
                lines.computeIfPresent("user " + login, (key, line) -> line + group + ",");
                write();
            }

            @Override
            public void addGroupToGroup(String group, String member) throws Exception {
                lines.computeIfPresent("group " + member, (key, line) -> line + group + ",");
                write();
            }

            @Override
            public void breakDown() throws Exception {
                Files.delete(file);
            }

            private void write() throws Exception {
                Files.write(file, lines.values());
            }
        };
    }
}
