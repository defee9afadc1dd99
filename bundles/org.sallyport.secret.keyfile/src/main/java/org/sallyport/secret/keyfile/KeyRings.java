package org.sallyport.secret.keyfile;

import java.security.SecureRandom;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key ring as the file has it now: read again when the file has changed, so that mending it heals without a restart. Each
 * trouble is logged once, not at every sign-in.
 */
final class KeyRings {

    private static final Logger LOG = LoggerFactory.getLogger(KeyRings.class);

    /** Either a ring or a trouble; {@code stamp} is empty where the file is missing or cannot be looked at. */
    record Reading(Optional<KeyFile.Stamp> stamp, KeyRing ring, KeyFileException trouble) {
    }

    private final KeyFile file;
    private final SecureRandom random;
    private volatile Reading latest;
    private boolean everRead;

    KeyRings(KeyFile file, SecureRandom random) {
        this.file = file;
        this.random = random;
    }

    KeyRing get() throws KeyFileException {
        Optional<KeyFile.Stamp> stamp = file.stamp();
        Reading reading = latest;
        if (reading == null || stamp.isEmpty() || !stamp.equals(reading.stamp())) {
            reading = refresh();
        }
        if (reading.trouble() != null) {
            throw reading.trouble();
        }
        return reading.ring();
    }

    /** Reads the file whatever it was before, makes it where there never was one, and logs a new trouble. */
    synchronized Reading refresh() {
        Reading before = latest;
        Reading now = read();
        latest = now;
        if (now.trouble() == null) {
            everRead = true;
            if (before != null && before.trouble() != null) {
                LOG.info("Key file {} can be used again, current key {}", file.path(), now.ring().currentId());
            }
        } else if (before == null || before.trouble() == null || !before.trouble().getMessage().equals(now.trouble().getMessage())) {
            LOG.error("Secrets can neither be sealed nor opened: {}", now.trouble().getMessage());
        }
        return now;
    }

    private Reading read() {
        Optional<KeyFile.Stamp> stamp = Optional.empty();
        try {
            stamp = file.stamp();
            if (stamp.isEmpty()) {
                // One that was there a moment ago is lost, not new: another key in its place would only hide that.
                if (everRead) {
                    throw file.unusable("has vanished; put it back");
                }
                file.create(random).ifPresent(id -> LOG.info("Made key file {} with key {}", file.path(), id));
                stamp = file.stamp();
            }
            return new Reading(stamp, file.read(stamp.orElseThrow(() -> file.unusable("has vanished; put it back"))), null);
        } catch (KeyFileException e) {
            return new Reading(stamp, null, e);
        }
    }
}
