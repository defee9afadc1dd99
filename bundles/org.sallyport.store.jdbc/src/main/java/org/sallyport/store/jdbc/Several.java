package org.sallyport.store.jdbc;

import java.util.Arrays;
import java.util.Collection;

/** Values of an {@code IN (…)}, filled up to a power of two by repeating one, so that a few prepared statements serve all sizes. */
record Several(Object[] values) {

    /** @param values not empty */
    static Several of(Collection<?> values) {
        Object[] given = values.toArray();
        int size = Integer.highestOneBit(given.length);
        Object[] filled = Arrays.copyOf(given, size < given.length ? 2 * size : size);
        Arrays.fill(filled, given.length, filled.length, given[0]);
        return new Several(filled);
    }

    String in() {
        return " IN (" + Statements.marks(values.length) + ")";
    }

    /** The values after others that stand before them in the statement. */
    Object[] after(Object... before) {
        Object[] all = Arrays.copyOf(before, before.length + values.length);
        System.arraycopy(values, 0, all, before.length, values.length);
        return all;
    }
}
