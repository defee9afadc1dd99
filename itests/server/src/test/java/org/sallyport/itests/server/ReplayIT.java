package org.sallyport.itests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A code opens once, however many hold it. */
class ReplayIT {

    private static final int AT_ONCE = 50;

    private static Server server;
    private static Person alan;
    private static Person betty;

    @BeforeAll
    static void start() {
        server = Server.start(Home.fresh("replay"), "--demo");
        alan = server.people().get("alan");
        betty = server.people().get("betty");
        Administrator administrator = Administrator.enrol(server, server.people().get("ada"));
        administrator.protect("alan", "betty");
        administrator.switchTwoFactor(true);
        alan.enrol(new Browser(server));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Gives every browser's form the same code in the same moment. */
    private static List<Page> atOnce(List<Browser> browsers, List<Page> forms, String action, String code) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(browsers.size());
        CountDownLatch start = new CountDownLatch(1);
        try {
            List<Future<Page>> answers = new ArrayList<>();
            for (int i = 0; i < browsers.size(); i++) {
                Browser browser = browsers.get(i);
                Page form = forms.get(i);
                Callable<Page> send = () -> {
                    start.await();
                    return browser.submit(form, action, Map.of("code", code));
                };
                answers.add(threads.submit(send));
            }
            start.countDown();
            List<Page> pages = new ArrayList<>();
            for (Future<Page> answer : answers) {
                pages.add(answer.get());
            }
            return pages;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void oneOfFiftyWithTheSameCodeGetsIn() throws Exception {
        List<Browser> browsers = new ArrayList<>();
        List<Page> forms = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            Browser browser = new Browser(server);
            assertEquals("/signin/code", alan.givePassword(browser).location());
            browsers.add(browser);
            forms.add(browser.get("/signin/code"));
        }
        List<Page> answers = atOnce(browsers, forms, "/signin/code", alan.currentCode());

        assertEquals(1, answers.stream().filter(page -> page.status() == 303 && page.location().equals("/")).count());
        List<Page> refused = answers.stream().filter(page -> page.status() != 303).toList();
        assertEquals(AT_ONCE - 1, refused.size());
        for (Page page : refused) {
            assertEquals(401, page.status(), page::text);
            assertTrue(page.text().contains("Your code was already used. Wait for the next one."), page::text);
        }
        assertEquals(1, browsers.stream().filter(browser -> browser.get("/").text().contains("Alan Turing")).count());
        assertEquals("/", alan.signIn(new Browser(server)).location(), "the next code opens");
    }

    @Test
    void oneOfManyActivatesThePhone() throws Exception {
        Browser one = new Browser(server);
        betty.givePassword(one);
        Page activation = one.get("/signin/enrol");
        betty.scan(activation);
        // The same visit in ten tabs.
        List<Browser> tabs = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Browser tab = new Browser(server);
            tab.cookies().putAll(one.cookies());
            tabs.add(tab);
        }
        List<Page> answers = atOnce(tabs, tabs.stream().map(tab -> activation).toList(), "/signin/enrol", betty.nextCode());
        assertEquals(1, answers.stream().filter(page -> page.location().equals("/")).count(),
                () -> answers.stream().map(page -> page.status() + " " + page.location()).toList().toString());
        assertEquals("/", betty.signIn(new Browser(server)).location());
    }
}
