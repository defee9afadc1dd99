package org.sallyport.web.internal;

import com.samskivert.mustache.DefaultCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The templates of a face over those of the kit, compiled at first use and kept; a variable that no value has is an error. */
public final class Templates {

    private final Class<?> face;
    private final Map<String, Template> compiled = new ConcurrentHashMap<>();
    private final Mustache.Compiler compiler = Mustache.compiler()
            .withCollector(new OptionalsToo())
            .escapeHTML(true).emptyStringIsFalse(true).nullValue("")
            .withLoader(name -> new StringReader(source(name)));

    /** A section of an optional stands for what it holds, and is skipped when it is empty. */
    private static final class OptionalsToo extends DefaultCollector {

        @Override
        public Iterator<?> toIterator(Object value) {
            return value instanceof Optional<?> optional ? optional.stream().iterator() : super.toIterator(value);
        }
    }

    /** @param face any class of the face's bundle */
    public Templates(Class<?> face) {
        this.face = face;
    }

    /** @throws IllegalArgumentException if neither the face nor the kit has it */
    public Template get(String name) {
        Template template = compiled.get(name);
        return template != null ? template : compiled.computeIfAbsent(name, n -> compiler.compile(source(n)));
    }

    private String source(String name) {
        try (InputStream own = face.getResourceAsStream("/templates/" + name + ".html");
                InputStream kit = Templates.class.getResourceAsStream("templates/" + name + ".html")) {
            InputStream in = own != null ? own : kit;
            if (in == null) {
                throw new IllegalArgumentException("there is no template " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
