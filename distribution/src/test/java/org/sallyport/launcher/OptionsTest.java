package org.sallyport.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    private static Options parse(String line) {
        return Options.parse(line.isEmpty() ? List.of() : List.of(line.split(" ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "help", "--help", "run --help", "run --port x --help"})
    void helps(String line) {
        assertEquals(Options.Command.HELP, parse(line).command());
    }

    @Test
    void readsEveryOptionInBothSpellings() {
        Options options = parse("run --port 8443 --host=::1 --home /a/../b --tls --cert c.pem --key=k.pem --demo");
        assertEquals(Options.Command.RUN, options.command());
        assertEquals(8443, options.port());
        assertEquals("::1", options.host());
        assertEquals(Path.of("/b"), options.home());
        assertTrue(options.tls());
        assertTrue(options.demo());
        assertEquals(Path.of("c.pem").toAbsolutePath(), options.certificate());
        assertEquals(Path.of("k.pem").toAbsolutePath(), options.key());
    }

    @Test
    void leavesOutWhatWasNotAskedFor() {
        Options options = parse("run");
        assertNull(options.port());
        assertNull(options.host());
        assertNull(options.home());
        assertFalse(options.tls());
        assertFalse(options.demo());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "walk                | unknown command 'walk'",
        "run --prot 1        | unknown option '--prot'",
        "run extra           | unknown option 'extra'",
        "run --port          | option --port needs a value",
        "run --port --tls    | option --port needs a value",
        "run --port 65536    | option --port: '65536' is not a port; allowed: 0 to 65535",
        "run --port -1       | option --port: '-1' is not a port",
        "run --port 80a      | option --port: '80a' is not a port",
        "run --demo=yes      | option --demo takes no value",
        "run --cert a.pem    | option --cert needs option --key",
        "run --key a.pem     | option --key needs option --cert"})
    void refusesWhatMakesNoSense(String line, String message) {
        Refusal refusal = assertThrows(Refusal.class, () -> parse(line));
        assertTrue(refusal.getMessage().startsWith(message), refusal.getMessage());
        assertEquals(2, refusal.exitCode());
    }
}
