package org.sallyport.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.sallyport.testkit.face.Exchange;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;
import org.sallyport.web.internal.Assets;

/** Draws every component into target/gallery/, to be looked at. */
class GalleryTest {

    private static final Path GALLERY = Path.of("target/gallery");
    private static final List<String> PAGES = List.of("sign-in", "code", "enrol", "status", "people", "picker", "words");

    private static final class GalleryFace extends FaceServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void routes(Routes table) {
            for (String page : PAGES) {
                table.get("/" + page, visit -> show(visit, page));
            }
            table.get("/confirm", visit -> visit.confirm("gallery.remove")
                    .explain("They will need only their password. What they enrolled is kept.")
                    .name("user", "Ada Lovelace", "ada").name("group", "Night shift", "12 people").danger()
                    .view("gallery.remove.yes", "/confirm", "/people"));
        }

        private Reply show(Visit visit, String page) {
            View view = visit.view("gallery-" + page).title("gallery.title").with("name", "ada");
            view.with("pager", Pager.of(visit, new Page<>(List.of(1, 2, 3, 4), Optional.of("4"), Count.exactly(1234))));
            if (page.equals("sign-in") || page.equals("code")) {
                return view.error("gallery.refused").status(401);
            }
            if (page.equals("words")) {
                view.error("gallery.refused").notice("gallery.notice").success("gallery.success").warning("gallery.warning");
            }
            return view;
        }

        @Override
        protected void furnish(View view, Visit visit) {
            if (!List.of("/sign-in", "/code", "/enrol").contains(visit.path())) {
                view.signedIn("Ada Lovelace", "/sign-out");
            }
            if (List.of("/status", "/people", "/picker", "/confirm").contains(visit.path())) {
                view.nav("gallery.nav.status()", "/status").nav("gallery.nav.people", "/people")
                        .nav("gallery.nav.reset", "/picker").nav("gallery.nav.accounts", "/accounts").nav("gallery.nav.log", "/log");
            }
        }
    }

    @Test
    void everyPageIsDrawn() throws Exception {
        Files.createDirectories(GALLERY);
        for (String asset : List.of("sallyport.css", "sallyport.js", "mark.svg")) {
            try (InputStream in = Assets.class.getResourceAsStream("assets/" + asset)) {
                Files.write(GALLERY.resolve(asset), in.readAllBytes());
            }
        }
        GalleryFace face = new GalleryFace();
        for (Map.Entry<String, Integer> page : Map.of("sign-in", 401, "code", 401, "enrol", 200, "status", 200, "people", 200,
                "picker", 200, "words", 200, "confirm", 200, "nowhere", 404).entrySet()) {
            Exchange exchange = new Exchange("GET", "/" + page.getKey()).sentTo(face);
            assertEquals(page.getValue(), exchange.status(), page.getKey());
            Files.writeString(GALLERY.resolve(page.getKey() + ".html"), exchange.text().replace(Assets.PATH, "."));
        }
    }
}
