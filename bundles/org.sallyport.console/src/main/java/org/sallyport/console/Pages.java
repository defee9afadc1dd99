package org.sallyport.console;

import org.sallyport.api.paging.Page;
import org.sallyport.web.Pager;
import org.sallyport.web.Wording;

/**
 * What stands below a list with ticks: like the kit's pager, but its buttons send the form, and the ticks with it.
 *
 * @param range for example {@code 1–50 of 1,234}
 * @param first value of the button to the first page; empty when this is it
 * @param next value of the button to the next page; empty when there is none
 */
record Pages(String range, String first, String next) {

    static Pages of(Wording wording, Asked asked, Page<?> page) {
        int from = asked.from();
        int next = from + page.items().size();
        return new Pages(Pager.range(wording, from, page), from == 1 ? "" : "1:", page.next().map(cursor -> next + ":" + cursor).orElse(""));
    }
}
