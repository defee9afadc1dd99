package org.sallyport.doors;

import java.lang.reflect.Proxy;
import java.util.List;
import org.sallyport.api.administration.SettingView;
import org.sallyport.api.administration.TwoFactorAdministration;

/** Product settings with an address of the portal, or none. */
final class Settings {

    static final String PORTAL = "https://portal.example.com";

    private Settings() { }

    static TwoFactorAdministration with(String portal) {
        return (TwoFactorAdministration) Proxy.newProxyInstance(Settings.class.getClassLoader(), new Class<?>[] {TwoFactorAdministration.class},
                (self, method, args) -> {
                    if (method.getName().equals("settings")) {
                        return List.of(new SettingView("portal.address", portal, "", SettingView.Kind.TEXT, 0, 200, List.of()));
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
