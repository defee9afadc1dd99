package org.sallyport.rest;

import java.util.Optional;
import java.util.function.Supplier;
import org.sallyport.api.access.AccessAdministration;
import org.sallyport.api.administration.AccountAdministration;
import org.sallyport.api.administration.ApiTokens;
import org.sallyport.api.administration.DirectoryAdministration;
import org.sallyport.api.administration.SessionAdministration;
import org.sallyport.api.administration.TwoFactorAdministration;
import org.sallyport.api.audit.AuditTrail;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.licence.Licence;
import org.sallyport.api.licence.LicenceStatus;
import org.sallyport.api.policy.TwoFactorPolicy;
import org.sallyport.api.signin.SignIn;
import org.sallyport.api.signin.UnavailableException;

/** What stands behind this face; whatever is away when it is asked for is an {@link UnavailableException}. */
record Services(Supplier<SignIn> signIns, Supplier<TwoFactorAdministration> twoFactors, Supplier<DirectoryAdministration> directoryRules,
        Supplier<AccountAdministration> accountRules, Supplier<SessionAdministration> sessionRules, Supplier<ApiTokens> apiTokens,
        Supplier<AuditTrail> trails, Supplier<TwoFactorPolicy> policies,
        Supplier<AccessAdministration> accessRules, Supplier<LicenceStatus> licences) {

    private static <T> T present(Supplier<T> service, String what) {
        T found = service.get();
        if (found == null) {
            throw new UnavailableException(what + " is away");
        }
        return found;
    }

    SignIn signIn() {
        return present(signIns, "sign-in");
    }

    TwoFactorAdministration twoFactor() {
        return present(twoFactors, "two-factor administration");
    }

    DirectoryAdministration directories() {
        return present(directoryRules, "directory administration");
    }

    AccountAdministration accounts() {
        return present(accountRules, "account administration");
    }

    SessionAdministration sessions() {
        return present(sessionRules, "session administration");
    }

    ApiTokens tokens() {
        return present(apiTokens, "the administration of tokens");
    }

    AuditTrail trail() {
        return present(trails, "the log");
    }

    TwoFactorPolicy policy() {
        return present(policies, "the two-factor policy");
    }

    AccessAdministration access() {
        return present(accessRules, "the administration of doors");
    }

    /** Empty while nobody knows; administration does not wait for it. */
    Optional<Licence> licence() {
        return Optional.ofNullable(licences.get()).map(LicenceStatus::licence);
    }

    /** A user or group that its directory knows; else there is none. */
    Principal known(PrincipalId id) {
        return twoFactor().find(id).orElseThrow(() -> Problem.missing("no directory knows " + id));
    }
}
