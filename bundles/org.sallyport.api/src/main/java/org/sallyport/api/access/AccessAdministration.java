package org.sallyport.api.access;

import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;
import org.sallyport.api.administration.Actor;
import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.administration.OutdatedException;
import org.sallyport.api.signin.UnavailableException;

/**
 * Channels, gates, applications and doors as administrators run them. Every change is durable and in the log when its method
 * returns, and in force at the next request here, within a second on other nodes. Every method may throw
 * {@link UnavailableException}; then nothing was changed. Thread-safe.
 */
@ProviderType
public interface AccessAdministration {

    /** All channels by name; {@code rdp} and {@code ssh} are always among them. */
    List<Channel> channels();

    /**
     * Sets a channel's rule, or makes the channel.
     *
     * @throws InvalidInputException names the field and says what is allowed
     * @throws OutdatedException when it was changed since it was read
     */
    void save(Actor actor, Channel channel);

    /** Removes a channel: nobody comes in there any more. {@code rdp} and {@code ssh} go back to their defaults. */
    void removeChannel(Actor actor, String name);

    /** Gates by name. */
    List<Gate> gates();

    /**
     * Makes a gate known.
     *
     * @return with its key; shown this once, kept as a hash
     * @throws InvalidInputException names the field and says what is allowed
     */
    IssuedKey addGate(Actor actor, String name, Set<String> channels);

    /** A gate's key is good for nothing afterwards, and its tickets neither. */
    void removeGate(Actor actor, String id);

    /** Applications by name. */
    List<Application> applications();

    /**
     * Keeps an application, a new one or one that was changed.
     *
     * @return as it is kept
     * @throws InvalidInputException names the field and says what is allowed
     * @throws OutdatedException when it was changed since it was read
     */
    Application save(Actor actor, Application application);

    /** An application goes, and everybody's sessions with it. */
    void removeApplication(Actor actor, String id);

    /** Every door there is now, what it asks of people who need two factors, and when it was last used. */
    List<DoorReport> doors();

    /** Tries a door now. @throws InvalidInputException when there is no such door ({@code field}: {@code door}) */
    DoorReport test(String door);

    /**
     * A gate that was made known.
     *
     * @param gate as it is kept
     * @param key what it shows when it asks; cannot be read again
     */
    record IssuedKey(Gate gate, String key) {
    }
}
