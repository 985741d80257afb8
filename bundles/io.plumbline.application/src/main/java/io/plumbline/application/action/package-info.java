/** Corrective actions: planned, carried out, verified. */
@Version("0.1.0")
package io.plumbline.application.action;

import org.osgi.annotation.versioning.Version;
