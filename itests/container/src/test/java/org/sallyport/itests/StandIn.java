package org.sallyport.itests;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWiring;
import org.sallyport.itests.standin.Provider;

/** A small bundle of the tests' own in the place of one of the product's, made on the spot from one class of the tests. */
final class StandIn {

    /** How the location of every stand-in begins. */
    static final String LOCATION = "stand-in:";

    private static final String PACKAGE = Provider.class.getPackageName().replace('.', '/');

    private final Class<? extends Provider> provider;
    private final Map<String, String> headers = new TreeMap<>();
    private String imports = "org.osgi.framework";
    private String alsoIn = "";
    private String alsoNamed = "";

    StandIn(Class<? extends Provider> provider) {
        this.provider = provider;
    }

    /** Under the name that configuration selects, or under another. */
    StandIn named(String name) {
        headers.put(Provider.NAME, name);
        return this;
    }

    /** Wins wherever ranking decides. */
    StandIn rankedFirst() {
        headers.put(Provider.RANKING, Integer.toString(Integer.MAX_VALUE));
        return this;
    }

    /** Whom a directory knows: one user, by this id. */
    StandIn knowing(String userId) {
        headers.put(Provider.USER, userId);
        return this;
    }

    /** What a directory says to be told from others by. */
    StandIn markedBy(String fingerprint) {
        headers.put(Provider.FINGERPRINT, fingerprint);
        return this;
    }

    /** With other classes of the tests inside. */
    StandIn with(String folder, String pattern) {
        alsoIn = folder;
        alsoNamed = pattern;
        return this;
    }

    Bundle install(Node node) {
        imports = exports(node).stream().collect(Collectors.joining(",", imports + ",", ""));
        try {
            return node.context().installBundle(LOCATION + provider.getSimpleName() + ":" + headers, new ByteArrayInputStream(jar()));
        } catch (BundleException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> exports(Node node) {
        return node.bundle("api").adapt(BundleWiring.class).getCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream()
                .map(capability -> (String) capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)).toList();
    }

    private byte[] jar() {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", "stand-in." + provider.getSimpleName());
        attributes.putValue("Bundle-Activator", provider.getName());
        attributes.putValue("Import-Package", imports);
        headers.forEach(attributes::putValue);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            add(jar, PACKAGE, Provider.class.getSimpleName() + ".class");
            add(jar, PACKAGE, provider.getSimpleName() + "*.class");
            if (!alsoIn.isEmpty()) {
                add(jar, alsoIn, alsoNamed);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void add(JarOutputStream jar, String folder, String pattern) throws IOException {
        for (URL file : Collections.list(FrameworkUtil.getBundle(StandIn.class).findEntries(folder, pattern, false))) {
            jar.putNextEntry(new ZipEntry(file.getPath().substring(1)));
            try (InputStream content = file.openStream()) {
                content.transferTo(jar);
            }
        }
    }
}
