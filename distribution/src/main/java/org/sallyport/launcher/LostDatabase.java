package org.sallyport.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A database that is gone is not replaced by an empty one: with an empty list, people of a company's directory would come in on one
 * factor. That there was one, the key file shows, which is made at the first start and lies elsewhere. For the store and the keys
 * that are shipped, as long as they are files.
 */
final class LostDatabase {

    private static final String STORE = "org.sallyport.store.jdbc-embedded.cfg";
    private static final String KEYS = "org.sallyport.secret.keyfile-default.cfg";
    private static final String SQLITE = "jdbc:sqlite:";

    private LostDatabase() {
    }

    /** @throws Refusal when the key file is there, and the database is not */
    static void refuse(Path conf, Map<String, String> variables) {
        Optional<Path> database = value(conf.resolve(STORE), "url", variables).filter(url -> url.startsWith(SQLITE))
                .map(url -> Path.of(url.substring(SQLITE.length()).replaceFirst("\\?.*", "")));
        Optional<Path> keys = value(conf.resolve(KEYS), "file", variables).map(Path::of);
        if (database.isPresent() && keys.isPresent() && Files.exists(keys.get()) && !Files.exists(database.get())) {
            throw Refusal.failure("the database " + database.get() + " is gone, and the key file " + keys.get()
                    + " shows that there was one: put it back, or move the key file away to begin anew, with nobody on the list");
        }
    }

    /** Empty where the file or the key is not there, or says something that only the container knows. */
    private static Optional<String> value(Path file, String key, Map<String, String> variables) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Optional.ofNullable(ConfigurationFile.read(file).get(key))
                .map(value -> value.replace("${sallyport.home}", variables.get("sallyport.home"))).filter(value -> !value.contains("${"));
    }
}
