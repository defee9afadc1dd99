package org.sallyport.api.policy;

import org.osgi.annotation.versioning.ProviderType;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.signin.Door;
import org.sallyport.api.signin.UnavailableException;

/** Who needs two factors. Evaluated at every request, from memory as long as the policy's revision stands. Thread-safe. */
@ProviderType
public interface TwoFactorPolicy {

    /**
     * What the user needs at the door now. At the console administrators need a second factor of their own (setting, on by
     * default), whether two-factor is on or off.
     *
     * @throws UnavailableException when store or directory cannot say; nobody may be let in on that
     */
    Requirement requirement(PrincipalId user, Door door);
}
