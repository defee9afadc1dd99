package org.sallyport.launcher;

import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * What the components think of their configuration: Metatype knows types and ranges, only a component knows what makes sense.
 * Reads the component runtime by reflection, because its classes belong to a bundle and not to the launcher.
 */
final class Components {

    private static final String RUNTIME = "org.osgi.service.component.runtime.ServiceComponentRuntime";
    private static final String FILE = "felix.fileinstall.filename";
    /** A component refuses its configuration with this exception; anything else is a trouble that may pass. */
    private static final Pattern REFUSAL = Pattern.compile("(?m)^(?:Caused by: )?java\\.lang\\.IllegalArgumentException: (.*)$");

    private Components() {
    }

    /** One line about the first component that refused the file it was configured from; empty when none did. */
    static Optional<String> refusal(BundleContext context) {
        ServiceReference<?> reference = context.getServiceReference(RUNTIME);
        if (reference == null) {
            return Optional.empty();
        }
        Object runtime = context.getService(reference);
        try {
            return runtime == null ? Optional.empty() : refusal(runtime);
        } catch (ReflectiveOperationException e) {
            // Another component runtime than the one that is shipped; the log has what it says.
            return Optional.empty();
        } finally {
            context.ungetService(reference);
        }
    }

    private static Optional<String> refusal(Object runtime) throws ReflectiveOperationException {
        Class<?> contract = runtime.getClass().getClassLoader().loadClass(RUNTIME);
        Class<?> description = contract.getClassLoader().loadClass("org.osgi.service.component.runtime.dto.ComponentDescriptionDTO");
        Object all = contract.getMethod("getComponentDescriptionDTOs", Bundle[].class)
                .invoke(runtime, Array.newInstance(Bundle.class, 0));
        for (Object component : (Collection<?>) all) {
            Object configured = contract.getMethod("getComponentConfigurationDTOs", description).invoke(runtime, component);
            for (Object one : (Collection<?>) configured) {
                Optional<String> line = line((String) field(one, "failure"), (Map<?, ?>) field(one, "properties"));
                if (line.isPresent()) {
                    return line;
                }
            }
        }
        return Optional.empty();
    }

    private static Object field(Object holder, String name) throws ReflectiveOperationException {
        return holder.getClass().getField(name).get(holder);
    }

    private static Optional<String> line(String failure, Map<?, ?> properties) {
        if (failure == null || properties == null || !(properties.get(FILE) instanceof String file)) {
            return Optional.empty();
        }
        Matcher refused = REFUSAL.matcher(failure);
        return refused.find() ? Optional.of("conf/" + Path.of(file).getFileName() + ": " + refused.group(1)) : Optional.empty();
    }
}
