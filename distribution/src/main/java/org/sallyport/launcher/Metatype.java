package org.sallyport.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What the shipped bundles say of their own configuration, in the XML of the Metatype Service Specification. */
final class Metatype {

    private static final String DIRECTORY = "OSGI-INF/metatype/";

    /**
     * One key of a component's configuration.
     *
     * @param required whether it must be set because there is no default
     * @param min      the least value or length, or null
     * @param max      the greatest value or length, or null
     * @param options  the only values allowed; empty if any is
     */
    record Attribute(String type, boolean required, String min, String max, List<String> options) {
    }

    /** One component's configuration; {@code factory} tells whether there may be several. */
    record Component(boolean factory, Map<String, Attribute> attributes) {
    }

    private final Map<String, Component> components = new TreeMap<>();

    private Metatype() {
    }

    /** @throws Refusal if a jar cannot be read */
    static Metatype of(Collection<Path> jars) {
        XMLInputFactory xml = XMLInputFactory.newDefaultFactory();
        xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        Metatype metatype = new Metatype();
        for (Path jar : jars) {
            try (JarFile file = new JarFile(jar.toFile(), false)) {
                for (ZipEntry entry : (Iterable<ZipEntry>) file.stream().map(ZipEntry.class::cast)::iterator) {
                    if (entry.getName().startsWith(DIRECTORY) && entry.getName().endsWith(".xml")) {
                        try (InputStream in = file.getInputStream(entry)) {
                            metatype.read(xml.createXMLStreamReader(in));
                        }
                    }
                }
            } catch (IOException | XMLStreamException e) {
                throw Refusal.failure("the bundle " + jar + " cannot be read: " + e.getMessage());
            }
        }
        return metatype;
    }

    /** The components by their PID or factory PID. */
    Map<String, Component> components() {
        return components;
    }

    private void read(XMLStreamReader xml) throws XMLStreamException {
        Map<String, Map<String, Attribute>> definitions = new HashMap<>();
        Map<String, Attribute> attributes = new TreeMap<>();
        List<String> options = new ArrayList<>();
        String pid = "";
        boolean factory = false;
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "OCD" -> {
                    attributes = new TreeMap<>();
                    definitions.put(value(xml, "id", ""), attributes);
                }
                case "AD" -> {
                    options = new ArrayList<>();
                    boolean required = !"false".equals(value(xml, "required", "true")) && value(xml, "default", null) == null;
                    attributes.put(value(xml, "id", ""), new Attribute(value(xml, "type", "String"), required,
                            value(xml, "min", null), value(xml, "max", null), options));
                }
                case "Option" -> options.add(value(xml, "value", ""));
                case "Designate" -> {
                    factory = value(xml, "factoryPid", null) != null;
                    pid = value(xml, factory ? "factoryPid" : "pid", "");
                }
                case "Object" -> components.put(pid,
                        new Component(factory, definitions.getOrDefault(value(xml, "ocdref", ""), Map.of())));
                default -> { }
            }
        }
    }

    private static String value(XMLStreamReader xml, String attribute, String absent) {
        String value = xml.getAttributeValue(null, attribute);
        return value == null ? absent : value;
    }
}
