package org.sallyport.console;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.sallyport.api.access.Application;
import org.sallyport.api.access.Application.Kind;
import org.sallyport.api.access.Channel;
import org.sallyport.api.access.Gate;
import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.web.Form;
import org.sallyport.web.Wording;

/**
 * What somebody types about an application.
 *
 * @param stepUp minutes, as typed
 * @param gate id; empty for none
 */
record ApplicationForm(Kind kind, String name, String address, String icon, String stepUp, String gate) {

    /** Drawn by the web kit; the first one stands for the kind's own. */
    static final List<String> ICONS = Stream.concat(Stream.of(""), Application.ICONS.stream()).toList();

    private static final int MOST_MINUTES = 24 * 60;
    private static final int LONGEST_ADDRESS = 500;

    static ApplicationForm empty(Kind kind) {
        return new ApplicationForm(kind, "", "", "", "", "");
    }

    static ApplicationForm of(Application application) {
        String address = application.address().toString();
        return new ApplicationForm(application.kind(), application.name(),
                application.kind() == Kind.WEB ? address : address.replaceFirst("^rdp://", ""), application.icon(),
                application.stepUp().map(after -> "" + after.toMinutes()).orElse(""), application.gate().orElse(""));
    }

    static ApplicationForm typed(Kind kind, Form form) {
        return new ApplicationForm(kind, form.name("name"), form.text("address", LONGEST_ADDRESS), form.name("icon"),
                form.name("stepUp"), form.name("gate"));
    }

    /** @throws InvalidInputException names the field */
    Application application(String id, Set<PrincipalId> audience, long revision) {
        return new Application(id, kind, name, ICONS.contains(icon) ? icon : "", uri(), audience, minutes(),
                Optional.of(gate).filter(one -> kind == Kind.REMOTE_DESKTOP && !one.isEmpty()), revision);
    }

    private URI uri() {
        try {
            return new URI(address.contains("://") ? address : (kind == Kind.WEB ? "https://" : "rdp://") + address);
        } catch (URISyntaxException e) {
            throw new InvalidInputException("address", "an address");
        }
    }

    private Optional<Duration> minutes() {
        if (kind != Kind.WEB || stepUp.isEmpty()) {
            return Optional.empty();
        }
        if (!stepUp.matches("\\d{1,4}") || Integer.parseInt(stepUp) < 1 || Integer.parseInt(stepUp) > MOST_MINUTES) {
            throw new InvalidInputException("stepUp", "1 to " + MOST_MINUTES);
        }
        return Optional.of(Duration.ofMinutes(Integer.parseInt(stepUp)));
    }

    List<AccountForm> fields(Wording wording, AccountForm.Wrong wrong) {
        boolean web = kind == Kind.WEB;
        List<AccountForm> fields = new ArrayList<>(List.of(
                new AccountForm("name", "name", wording.text("apps.name"), "text", name, "off", wording.text("apps.name.hint"),
                        wrong.of("name"), true),
                new AccountForm("address", "address", wording.text(web ? "apps.address" : "apps.host"), "text", address, "off",
                        wording.text(web ? "apps.address.hint" : "apps.host.hint"), wrong.of("address"), true)));
        if (web) {
            fields.add(new AccountForm("stepUp", "stepUp", wording.text("apps.stepUp"), "text", stepUp, "off",
                    wording.text("apps.stepUp.hint"), wrong.of("stepUp"), false));
        }
        return fields;
    }

    List<Picker.Choice> icons(Wording wording) {
        return ICONS.stream().map(one -> new Picker.Choice(one, wording.text("icon." + one), one.equals(icon))).toList();
    }

    /** Those that may ask about remote desktops; the first one stands for none chosen yet. */
    List<Picker.Choice> gates(Wording wording, List<Gate> gates) {
        return Stream.concat(Stream.of(new Picker.Choice("", wording.text("apps.gate.choose"), gate.isEmpty())),
                gates.stream().filter(one -> one.channels().contains(Channel.RDP))
                        .map(one -> new Picker.Choice(one.id(), one.name(), one.id().equals(gate)))).toList();
    }
}
