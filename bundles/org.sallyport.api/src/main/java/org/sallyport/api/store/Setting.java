package org.sallyport.api.store;

/**
 * A product setting or a durable marker.
 *
 * @param key 1–100 characters; what begins with {@code mark.}, {@code channel.}, {@code gate.} or
 *     {@code application.} is Sallyport's own memory and no setting
 * @param value at most 4000 characters
 * @param revision see {@link Store}
 */
public record Setting(String key, String value, long revision) {
}
