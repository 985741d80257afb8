/** Corrective actions and their states. */
@Version("0.1.0")
package io.plumbline.domain.action;

import org.osgi.annotation.versioning.Version;
