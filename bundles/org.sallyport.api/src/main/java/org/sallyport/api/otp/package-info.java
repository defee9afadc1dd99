/**
 * Time-based one-time passwords as pure arithmetic (RFC 4226, RFC 6238) and the otpauth URI.
 */
@Export
@Version("1.0.0")
package org.sallyport.api.otp;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
