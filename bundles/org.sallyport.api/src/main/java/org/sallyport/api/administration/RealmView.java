package org.sallyport.api.administration;

import java.util.Optional;
import org.sallyport.api.directory.EditableDirectory;
import org.sallyport.api.directory.ExaminableDirectory;

/**
 * A realm as an administrator sees it.
 *
 * @param realm its name
 * @param state how it is
 * @param description what its directory is and where, see {@link ExaminableDirectory#describe()}; empty where it does not say, or
 *     is away
 * @param trouble why nobody of it can sign in, one English sentence; empty when they can
 * @param fingerprint of the directory that answers now; empty while none does
 * @param known fingerprint of the directory that people were let in from before; empty when there was none
 * @param editable whether users and groups can be changed here, see {@link EditableDirectory}
 * @param listed how many entries of the two-factor list are of it
 */
public record RealmView(String realm, State state, String description, String trouble, Optional<String> fingerprint,
        Optional<String> known, boolean editable, long listed) {

    /** How a realm is. */
    public enum State {
        /** It answers. */
        READY,
        /** It is configured, and cannot answer now. */
        AWAY,
        /** Another directory answers than before; closed until {@link DirectoryAdministration#confirm} says it is meant. */
        DIFFERENT,
        /** It is not configured any more, and the list or an enrolment still names it. */
        GONE
    }
}
