package org.sallyport.api.administration;

import org.sallyport.api.paging.Count;

/**
 * What switching two-factor would do, for the confirmation.
 *
 * @param people who will need a code (switching on), or no longer need one (switching off)
 * @param unenrolled those of them who will meet the QR code at their next sign-in
 * @param sessions open sessions that will be asked for a code at their next request; 0 when switching off
 */
public record Impact(Count people, Count unenrolled, long sessions) {
}
