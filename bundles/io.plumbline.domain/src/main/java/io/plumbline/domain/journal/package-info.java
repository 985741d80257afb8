/** The append-only record of every change. */
@Version("0.1.0")
package io.plumbline.domain.journal;

import org.osgi.annotation.versioning.Version;
