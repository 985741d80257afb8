/** Complaints: taken, acknowledged, answered in time, and made into cases. */
@Version("0.1.0")
package io.plumbline.application.complaint;

import org.osgi.annotation.versioning.Version;
