package org.sallyport.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Reads a {@code .cfg} file: properties, in UTF-8. */
final class ConfigurationFile {

    private ConfigurationFile() {
    }

    /**
     * @return the keys, sorted, and their trimmed values; variables are not substituted
     * @throws Refusal if the file cannot be read
     */
    static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (CharacterCodingException e) {
            throw Refusal.usage("conf/" + file.getFileName() + ": is not UTF-8 text");
        } catch (IllegalArgumentException e) {
            throw Refusal.usage("conf/" + file.getFileName() + ": " + e.getMessage());
        } catch (IOException e) {
            throw Refusal.usage("conf/" + file.getFileName() + ": cannot be read: " + Reason.of(e));
        }
        Map<String, String> values = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            values.put(key, properties.getProperty(key).trim());
        }
        return values;
    }
}
