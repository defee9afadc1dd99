package org.sallyport.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.inject.Inject;

import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/** Who may see whom: everything the api, faces the web kit, and nobody anything else. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class WiringIT {

    private static final Set<String> CODE = Set.of(PackageNamespace.PACKAGE_NAMESPACE, BundleNamespace.BUNDLE_NAMESPACE,
            HostNamespace.HOST_NAMESPACE);
    private static final Map<String, Set<String>> MAY_ALSO_SEE = Map.of("portal", Set.of("web"), "console", Set.of("web"), "rest", Set.of("web"),
            "doors", Set.of("web"), "metrics", Set.of("web"));
    private static final String API = Node.PREFIX + "api.";

    @Inject
    private BundleContext context;
    private Node node;

    @Configuration
    public Option[] container() {
        return Container.of(WiringIT.class);
    }

    @Before
    public void up() {
        node = new Node(context);
        node.awaitUp();
    }

    @Test
    public void implementationsDoNotSeeEachOther() {
        List<String> forbidden = new ArrayList<>();
        for (Bundle bundle : node.own()) {
            String name = name(bundle);
            for (BundleWire wire : bundle.adapt(BundleWiring.class).getRequiredWires(null)) {
                Bundle provider = wire.getProvider().getBundle();
                boolean own = node.own().contains(provider) && !provider.equals(bundle);
                if (own && CODE.contains(wire.getCapability().getNamespace()) && !name(provider).equals("api")
                        && !MAY_ALSO_SEE.getOrDefault(name, Set.of()).contains(name(provider))) {
                    forbidden.add(name + " sees " + wire.getCapability());
                }
            }
        }
        assertEquals(List.of(), forbidden);
    }

    @Test
    public void onlyApiAndWebExport() {
        Map<String, Set<String>> exports = node.own().stream().collect(Collectors.toMap(WiringIT::name, WiringIT::exports));
        Set<String> api = exports.remove("api");
        Set<String> web = exports.remove("web");
        assertEquals(Set.of(Node.PREFIX + "web"), web);
        assertFalse(api.isEmpty());
        assertEquals(Set.of(), api.stream().filter(name -> !name.startsWith(API)).collect(Collectors.toSet()));
        exports.values().removeIf(Set::isEmpty);
        assertEquals(Map.of(), exports);
    }

    @Test
    public void everyImportIsMandatory() {
        assertEquals(List.of(), node.own().stream()
                .flatMap(bundle -> bundle.adapt(BundleWiring.class).getRevision().getDeclaredRequirements(PackageNamespace.PACKAGE_NAMESPACE).stream())
                .filter(requirement -> requirement.getDirectives().containsKey("resolution")).toList());
    }

    @Test
    public void theApiSpeaksOfTheJdkAndOfItselfOnly() throws ClassNotFoundException {
        Set<String> foreign = new TreeSet<>();
        int classes = 0;
        for (URL entry : Collections.list(node.bundle("api").findEntries("/", "*.class", true))) {
            String name = entry.getPath().substring(1).replace('/', '.').replaceAll("\\.class$", "");
            if (!name.endsWith("package-info")) {
                classes++;
                Class<?> type = node.bundle("api").loadClass(name);
                mentioned(type).filter(WiringIT::foreign).forEach(other -> foreign.add(name + " speaks of " + other.getName()));
            }
        }
        assertFalse(classes == 0);
        assertEquals(Set.of(), foreign);
    }

    private static boolean foreign(Class<?> type) {
        return !type.isPrimitive() && !type.getName().startsWith("java.") && !type.getName().startsWith(API);
    }

    /** Every type in what others can see of a class, annotations that are there at run time among them. */
    private static Stream<Class<?>> mentioned(Class<?> type) {
        List<Type> types = new ArrayList<>(List.of(type.getGenericInterfaces()));
        if (type.getGenericSuperclass() != null) {
            types.add(type.getGenericSuperclass());
        }
        List<AnnotatedElement> elements = new ArrayList<>(List.of(type));
        for (TypeVariable<?> variable : type.getTypeParameters()) {
            types.addAll(List.of(variable.getBounds()));
        }
        for (Method method : type.getDeclaredMethods()) {
            if (visible(method.getModifiers())) {
                elements.add(method);
                types.add(method.getGenericReturnType());
                types.addAll(List.of(method.getGenericParameterTypes()));
                types.addAll(List.of(method.getGenericExceptionTypes()));
                for (TypeVariable<?> variable : method.getTypeParameters()) {
                    types.addAll(List.of(variable.getBounds()));
                }
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (visible(constructor.getModifiers())) {
                elements.add(constructor);
                types.addAll(List.of(constructor.getGenericParameterTypes()));
                types.addAll(List.of(constructor.getGenericExceptionTypes()));
            }
        }
        for (Field field : type.getDeclaredFields()) {
            if (visible(field.getModifiers())) {
                elements.add(field);
                types.add(field.getGenericType());
            }
        }
        Stream<Class<?>> annotations = elements.stream().flatMap(element -> Stream.of(element.getAnnotations()))
                .map(annotation -> annotation.annotationType());
        return Stream.concat(types.stream().flatMap(WiringIT::classes), annotations);
    }

    private static boolean visible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static Stream<Class<?>> classes(Type type) {
        if (type instanceof Class<?> one) {
            return one.isArray() ? classes(one.getComponentType()) : Stream.of(one);
        }
        if (type instanceof ParameterizedType generic) {
            return Stream.concat(classes(generic.getRawType()), Stream.of(generic.getActualTypeArguments()).flatMap(WiringIT::classes));
        }
        if (type instanceof GenericArrayType array) {
            return classes(array.getGenericComponentType());
        }
        if (type instanceof WildcardType wildcard) {
            return Stream.concat(Stream.of(wildcard.getUpperBounds()), Stream.of(wildcard.getLowerBounds())).flatMap(WiringIT::classes);
        }
        // A type variable: its bounds stand where it is declared.
        return Stream.empty();
    }

    private static String name(Bundle bundle) {
        return bundle.getSymbolicName().substring(Node.PREFIX.length());
    }

    private static Set<String> exports(Bundle bundle) {
        return bundle.adapt(BundleWiring.class).getCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream()
                .map(BundleCapability::getAttributes).map(attributes -> (String) attributes.get(PackageNamespace.PACKAGE_NAMESPACE))
                .collect(Collectors.toSet());
    }
}
