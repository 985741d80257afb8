/** What customers say unasked: one record for all voices. */
@Version("0.1.0")
package io.plumbline.domain.feedback;

import org.osgi.annotation.versioning.Version;
