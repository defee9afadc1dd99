package org.sallyport.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aQute.bnd.differ.Baseline;
import aQute.bnd.differ.Baseline.Info;
import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;
import aQute.bnd.version.Version;
import java.io.File;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The packages have the versions that their changes since the last release demand; see docs/compatibility.md. */
class BaselineIT {

    private static final File NOW = new File(System.getProperty("api"));
    private static final File RELEASED = new File(System.getProperty("api.baseline"));
    private static final String A_CLASS = "org/sallyport/api/directory/ExaminableDirectory.class";
    private static final String CHANGES = "org/sallyport/api/store/Change$";

    @Test
    void everyChangeSinceTheLastReleaseHasItsVersion() throws Exception {
        assertEquals(List.of(), wrong(RELEASED, now -> { }, released -> { }).stream()
                .map(one -> one.packageName + ": version " + one.newerVersion + ", but " + one.suggestedVersion + " is needed").toList());
    }

    @Test
    void anAdditionWithoutItsVersionIsSeen() throws Exception {
        Info one = only(wrong(NOW, now -> { }, released -> released.remove(A_CLASS)));
        assertEquals(one.newerVersion.getMajor(), one.suggestedVersion.getMajor());
        assertEquals(one.newerVersion.getMinor() + 1, one.suggestedVersion.getMinor());
    }

    @Test
    void aRemovalWithoutItsVersionIsSeen() throws Exception {
        assertEquals(new Version(only(wrong(NOW, now -> now.remove(A_CLASS), released -> { })).newerVersion.getMajor() + 1, 0, 0),
                only(wrong(NOW, now -> now.remove(A_CLASS), released -> { })).suggestedVersion);
    }

    private static Info only(List<Info> wrong) {
        assertEquals(List.of("org.sallyport.api.directory"), wrong.stream().map(one -> one.packageName).toList());
        return wrong.get(0);
    }

    /** To a store another change is another method: one that does not know it would refuse it. */
    @Test
    void anotherChangeOfTheStoreIsAnotherMajorVersion() throws Exception {
        try (Jar now = new Jar(NOW); Jar released = new Jar(RELEASED)) {
            boolean another = !changes(now).equals(changes(released));
            assertTrue(!another || version(now).getMajor() > version(released).getMajor(),
                    "org.sallyport.api.store: needs another major version, for it has another Change");
        }
    }

    private static Set<String> changes(Jar jar) {
        return jar.getResources().keySet().stream().filter(name -> name.startsWith(CHANGES)).collect(Collectors.toSet());
    }

    private static Version version(Jar jar) throws Exception {
        return new Version(jar.getManifest().getMainAttributes().getValue("Export-Package")
                .replaceFirst(".*org\\.sallyport\\.api\\.store;[^,]*version=\"([0-9.]+)\".*", "$1"));
    }

    /** The packages whose version is too low, after the jars were doctored. */
    private static List<Info> wrong(File before, Consumer<Jar> ofNow, Consumer<Jar> ofBefore) throws Exception {
        try (Jar now = new Jar(NOW); Jar released = new Jar(before); Processor processor = new Processor()) {
            ofNow.accept(now);
            ofBefore.accept(released);
            return new Baseline(processor, new DiffPluginImpl()).baseline(now, released, null).stream().filter(info -> info.mismatch).toList();
        }
    }
}
