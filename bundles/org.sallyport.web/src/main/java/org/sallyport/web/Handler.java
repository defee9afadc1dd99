package org.sallyport.web;

import org.osgi.annotation.versioning.ConsumerType;

/** Answers one kind of request; called by many threads at once. */
@ConsumerType
@FunctionalInterface
public interface Handler {

    /**
     * @return the answer, never null
     * @throws Exception {@link BadInput} becomes the 400 page, {@code UnavailableException} and {@code DirectoryException} the
     *     503 page, anything else the 500 page and a line in the log
     */
    Reply answer(Visit visit) throws Exception;
}
