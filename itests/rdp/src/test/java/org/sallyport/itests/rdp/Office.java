package org.sallyport.itests.rdp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Where a {@link Clerk} inside a running Sallyport is spoken to. */
public final class Office {

    private final Path home;

    /** @param home of a Sallyport that does not run yet */
    public Office(Path home) {
        this.home = home;
        try {
            Path bundles = Files.createDirectories(home.resolve("bundles"));
            Files.setPosixFilePermissions(bundles, PosixFilePermissions.fromString("rwx------"));
            Manifest manifest = new Manifest();
            Attributes attributes = manifest.getMainAttributes();
            attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
            attributes.putValue("Bundle-ManifestVersion", "2");
            attributes.putValue("Bundle-SymbolicName", "clerk");
            attributes.putValue("Bundle-Activator", Clerk.class.getName());
            attributes.putValue("Import-Package", "org.osgi.framework,org.sallyport.api.access,org.sallyport.api.administration,org.sallyport.api.directory,"
                    + "org.sallyport.api.signin");
            String name = Clerk.class.getName().replace('.', '/') + ".class";
            try (OutputStream file = Files.newOutputStream(bundles.resolve("clerk.jar")); JarOutputStream jar = new JarOutputStream(file, manifest);
                    InputStream code = Clerk.class.getClassLoader().getResourceAsStream(name)) {
                jar.putNextEntry(new ZipEntry(name));
                code.transferTo(jar);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String ask(String... words) {
        Path port = home.resolve(Clerk.PORT_FILE);
        await("a clerk").atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(50)).until(() -> Files.exists(port));
        try (Socket socket = new Socket("127.0.0.1", Integer.parseInt(Files.readString(port)))) {
            socket.getOutputStream().write((String.join("\t", words) + "\n").getBytes(UTF_8));
            String answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
            assertFalse(answer.startsWith("refused: "), answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the new gate's key */
    public String addGate(String name, String channels) {
        return ask("gate", name, channels);
    }

    public void removeGate(String name) {
        ask("ungate", name);
    }

    /** @return the id of the new application, for everybody */
    public String publishDesktop(String name, String gate) {
        return ask("desktop", name, gate);
    }

    /** @return a ticket for the holder of a session; empty when there is none for them */
    public String ticket(String session, String application) {
        return ask("ticket", session, application);
    }
}
