package org.sallyport.web;

/**
 * A time on a page, for the kit's template {@code time}: {@code {{#when}}{{>time}}{{/when}}}.
 *
 * @param iso for the {@code datetime} attribute, in UTC
 * @param text for people
 */
public record Moment(String iso, String text) { }
