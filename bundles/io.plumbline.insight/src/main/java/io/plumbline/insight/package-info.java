/** What counts of answers say, and how sure that is. Pure functions; no result is ever NaN or infinite. */
@Version("0.1.0")
package io.plumbline.insight;

import org.osgi.annotation.versioning.Version;
