package org.sallyport.core.access;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.sallyport.api.access.Application;
import org.sallyport.api.access.Applications;
import org.sallyport.api.access.Passage;
import org.sallyport.core.Scene;
import org.sallyport.testkit.speed.Speed;

/** Prints nanoseconds per check of a child session. Run it by hand. */
public final class PassageSpeed {

    private static final String STATE = "state";
    /** Base64url of the SHA-256 of it. */
    private static final String STATE_HASH = "S6aXNcpTdl7WpwnttWxuoja3GTo7KaazkMNG8PQ0Dk4";

    private PassageSpeed() {
    }

    public static void main(String[] arguments) throws Exception {
        Scene scene = new Scene();
        Application application = scene.house.accessAdministration().save(scene.actor, new Application("", Application.Kind.WEB, "Wiki", "",
                URI.create("https://wiki.example/"), Set.of(scene.engineering), Optional.of(Duration.ofHours(1)), Optional.empty(), 0));
        scene.twoFactor(true, scene.engineering);
        scene.clock.forward(Duration.ofSeconds(2));
        Applications applications = scene.house.applications();
        var challenge = scene.challenged(scene.knock("grace", "grace's long password"));
        String token = scene.in(scene.answer(challenge, scene.code(Scene.secret(challenge), 0))).token();
        String code = ((Passage.Code) applications.code(token, application.id(), STATE_HASH, Scene.HERE)).code();
        String child = ((Passage.Child) applications.exchange(code, application.id(), STATE, Scene.HERE)).token();
        Speed speed = new Speed(100_000);
        speed.print("as long as nothing has changed  ", step -> ask(applications, child, application));
        speed.print("read anew every time            ", step -> {
            scene.house.policy().forget();
            return ask(applications, child, application);
        });
    }

    private static long ask(Applications applications, String child, Application application) {
        if (!(applications.go(child, application.id(), Scene.HERE) instanceof Passage.Open)) {
            throw new IllegalStateException("the way is closed: there is nothing to measure");
        }
        return 1;
    }
}
