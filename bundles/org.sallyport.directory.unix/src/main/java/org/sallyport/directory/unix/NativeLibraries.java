package org.sallyport.directory.unix;

import java.util.Map;

import org.sallyport.api.directory.DirectoryException;

import com.sun.jna.Library;
import com.sun.jna.Native;

/** The host's own libraries, loaded when they are first needed. */
final class NativeLibraries {

    private static final Map<String, ?> OPTIONS = Map.of(Library.OPTION_STRING_ENCODING, "UTF-8");
    /** By its version: the name without one belongs to the development package. */
    private static final String PAM = "libpam.so.0";

    private final String system;
    private Libc libc;
    private Pam pam;

    /** @param system what {@code os.name} says */
    NativeLibraries(String system) {
        this.system = system;
    }

    synchronized Libc libc() throws DirectoryException {
        if (libc == null) {
            libc = load("the C library", null, Libc.class, "JNA has code for glibc on x86_64 and aarch64");
        }
        return libc;
    }

    synchronized Pam pam() throws DirectoryException {
        if (pam == null) {
            pam = load(PAM, PAM, Pam.class, "install libpam0g (Debian, Ubuntu) or pam (Fedora, SUSE)");
        }
        return pam;
    }

    private <T extends Library> T load(String what, String name, Class<T> binding, String advice) throws DirectoryException {
        if (!system.equals("Linux")) {
            throw new DirectoryException("the accounts of a host can be used on Linux only, and this is " + system);
        }
        try {
            return Native.load(name, binding, OPTIONS);
        } catch (LinkageError e) {
            String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new DirectoryException(what + " cannot be used: " + advice + " (" + first + ")", e);
        }
    }
}
