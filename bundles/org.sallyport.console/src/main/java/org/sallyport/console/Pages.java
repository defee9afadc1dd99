package org.sallyport.console;

import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;
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
        int shown = page.items().size();
        String range;
        if (shown == 0) {
            range = wording.text("pager.none");
        } else if (page.total().certainty() == Count.Certainty.UNKNOWN) {
            range = wording.text("pager.rangeAlone", from, from + shown - 1);
        } else {
            range = wording.text("pager.range", from, from + shown - 1, page.total());
        }
        return new Pages(range, from == 1 ? "" : "1:", page.next().map(cursor -> (from + shown) + ":" + cursor).orElse(""));
    }
}
