/** Chaining and verifying the journal. */
@Version("0.1.0")
package io.plumbline.application.journal;

import org.osgi.annotation.versioning.Version;
