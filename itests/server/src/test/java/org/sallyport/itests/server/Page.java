package org.sallyport.itests.server;

import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** An answer of the server. */
record Page(int status, HttpHeaders headers, String body) {

    Document html() {
        return Jsoup.parse(body);
    }

    /** Empty if there is no such header. */
    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** Where it sends the browser; empty if it does not. */
    String location() {
        return header("Location");
    }

    /** What a person reads, without the markup. */
    String text() {
        return html().text();
    }

    /** The hidden fields of the form that goes to this path, by name. */
    Map<String, List<String>> hidden(String action) {
        Element form = html().select("form[method=post]").stream().filter(one -> one.attr("action").equals(action)).findFirst()
                .orElseThrow(() -> new AssertionError("no form to " + action + " in: " + status + " " + text()));
        Map<String, List<String>> fields = new TreeMap<>();
        form.select("input[type=hidden]")
                .forEach(input -> fields.computeIfAbsent(input.attr("name"), any -> new ArrayList<>()).add(input.attr("value")));
        return fields;
    }

    /** The token of the form that goes to this path. */
    String csrf(String action) {
        return hidden(action).get("csrf").get(0);
    }
}
