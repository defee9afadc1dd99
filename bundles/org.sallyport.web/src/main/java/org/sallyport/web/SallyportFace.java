package org.sallyport.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Marks a servlet as one of Sallyport's faces (service property {@code sallyport.face}); while no servlet carries a face's
 * name, the kit answers 503 in its place.
 */
@ComponentPropertyType
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface SallyportFace {

    /** The face's name: {@code portal} or {@code console}. */
    String value();
}
