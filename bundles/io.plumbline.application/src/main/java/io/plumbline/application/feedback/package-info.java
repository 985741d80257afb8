/** What customers say unasked. */
@Version("0.1.0")
package io.plumbline.application.feedback;

import org.osgi.annotation.versioning.Version;
