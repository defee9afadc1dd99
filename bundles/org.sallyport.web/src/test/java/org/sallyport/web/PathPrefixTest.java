package org.sallyport.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PathPrefixTest {

    @Test
    void standsBeforeEveryPathOfAPageAndNothingElse() {
        assertEquals("<a class=\"x\" href=\"/door/console/\"> <form method=\"post\" action=\"/door/signin\"> <img src=\"/door/assets/a.svg\">",
                PathPrefix.before("/door", "<a class=\"x\" href=\"/console/\"> <form method=\"post\" action=\"/signin\"> <img src=\"/assets/a.svg\">"));
        String others = "<a href=\"https://example.org/\"> <a href=\"//example.org/\"> <a href=\"otpauth://totp/x\"> href=&quot;/x&quot; <a href=\"#x\">";
        assertEquals(others, PathPrefix.before("/door", others));
        assertEquals("<a href=\"/x\">", PathPrefix.before("", "<a href=\"/x\">"));
    }
}
