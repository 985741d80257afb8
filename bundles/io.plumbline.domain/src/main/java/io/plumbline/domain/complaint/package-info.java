/** Complaints of customers, from their receipt to their answer (ISO 10002). */
@Version("0.1.0")
package io.plumbline.domain.complaint;

import org.osgi.annotation.versioning.Version;
