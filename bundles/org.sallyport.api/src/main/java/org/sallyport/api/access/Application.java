package org.sallyport.api.access;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.api.directory.PrincipalId;

/**
 * Something that stands behind the portal, and on its users' home.
 *
 * @param id stable, given by Sallyport; empty for one that is not kept yet
 * @param kind what it is
 * @param name for people, 1 to 64 characters
 * @param icon one of {@link #ICONS}; empty for the kind's own
 * @param address of a web application: {@code https://host[:port]/[path]}, on a loopback host also {@code http}; of a remote
 *     desktop: {@code rdp://host[:port]}
 * @param audience users and groups who may see and use it; empty: everybody who may sign in
 * @param stepUp after how long a code is asked for again; empty: not again within a session. Web applications only
 * @param gate of a remote desktop: id of the gate that guards it, for which its tickets are good
 * @param revision as it was read; 0 for one that is not kept yet
 */
public record Application(String id, Kind kind, String name, String icon, URI address, Set<PrincipalId> audience,
        Optional<Duration> stepUp, Optional<String> gate, long revision) {

    /** What can be drawn for one. */
    public static final List<String> ICONS = List.of("globe", "screen", "mail", "book", "list", "group", "edit", "clock", "shield");

    /** What can stand behind the portal. */
    public enum Kind { WEB, REMOTE_DESKTOP }

    public Application {
        audience = Set.copyOf(audience);
    }
}
