package org.sallyport.doors;

import java.net.URI;
import java.util.Optional;
import org.sallyport.api.access.Application;
import org.sallyport.api.administration.SettingView;
import org.sallyport.api.administration.TwoFactorAdministration;
import org.sallyport.web.PathPrefix;

/** Where browsers find the portal: the product setting {@code portal.address}, which only applications on other hosts need. */
final class PortalAddress {

    static final String SETTING = "portal.address";

    private final Optional<String> address;

    private PortalAddress(Optional<String> address) {
        this.address = address;
    }

    /** @throws org.sallyport.api.signin.UnavailableException when the store cannot say */
    static PortalAddress of(TwoFactorAdministration administration) {
        return new PortalAddress(administration.settings().stream().filter(setting -> setting.key().equals(SETTING))
                .map(SettingView::value).filter(value -> !value.isEmpty()).findFirst());
    }

    /** Whether the portal's own cookie reaches the application. Without an address, every application is on the portal's host. */
    boolean hosts(Application application) {
        return address.isEmpty() || URI.create(address.get()).getRawAuthority().equalsIgnoreCase(Paths.authority(application));
    }

    boolean known() {
        return address.isPresent();
    }

    /** A page of the portal, for a browser that is where the application is. @param page begins with a slash */
    String page(Application application, String page) {
        return address.map(base -> base.endsWith("/") ? base.substring(0, base.length() - 1) : base)
                .orElseGet(() -> Paths.origin(application) + PathPrefix.of(PortalAddress.class)) + page;
    }
}
