package org.sallyport.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.sallyport.testkit.face.Exchange;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;

class PagesTest {

    private final Face face = new Face(PagesTest.class);

    private Visit visit(String target) {
        Exchange exchange = new Exchange("GET", target);
        return new Visit(face, exchange.request(), exchange.response());
    }

    @Test
    void pagerCountsOnAndKeepsTheSearch() {
        Pager pager = Pager.of(visit("/people?q=a%26b&cursor=50&from=51&done=x"),
                new Page<>(List.of(1, 2), Optional.of("52=="), Count.atLeast(1000)));
        assertEquals(new Pager("51–52 of more than 1,000", "/people?q=a%26b", "/people?q=a%26b&cursor=52%3D%3D&from=53"), pager);
    }

    @Test
    void pagerOfTheOnlyPageLeadsNowhere() {
        assertEquals(new Pager("1–1", "", ""), Pager.of(visit("/people"), new Page<>(List.of(1), Optional.empty(), Count.unknown())));
        assertEquals(new Pager("None found", "", ""), Pager.of(visit("/people"), Page.empty()));
    }

    @Test
    void whatWasDoneIsToldOnlyByKnownKeys() {
        assertTrue(visit("/?done=saved").view("test-page").with("name", "").done().render().contains("It was saved."));
        assertTrue(visit("/?done=added&n=2").view("test-page").with("name", "").done().render().contains("2 were added."));
        assertTrue(!visit("/?done=<b>").view("test-page").with("name", "").done().render().contains("class=\"message"));
    }

    @Test
    void confirmationNamesNames() {
        String page = visit("/").confirm("gallery.remove").explain("A <b> sentence.").name("user", "Ada & co", "")
                .field("id", "7\"").danger().view("gallery.remove.yes", "/remove", "/people").render();
        assertTrue(page.contains("<span>Ada &amp; co</span></li>"), page);
        assertTrue(page.contains("<p>A &lt;b&gt; sentence.</p>"), page);
        assertTrue(page.contains("<input type=\"hidden\" name=\"id\" value=\"7&quot;\">"), page);
        assertTrue(page.contains("<button class=\"primary danger\">Remove</button>"), page);
    }

    @Test
    void messagesStandOnceWhereThePageWantsThem() {
        String own = visit("/").view("gallery-sign-in").with("name", "").error("gallery.refused").render();
        assertEquals(own.indexOf("gallery"), -1);
        assertEquals(own.indexOf("is not right"), own.lastIndexOf("is not right"));
        assertTrue(own.indexOf("is not right") > own.indexOf("<form"), own);
        String layout = visit("/").view("test-page").with("name", "").error("gallery.refused").render();
        assertTrue(layout.indexOf("is not right") < layout.indexOf("<form"), layout);
    }
}
