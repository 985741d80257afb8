/** Deliveries on their way in: pulled, pushed or dropped as files, recorded once. */
@Version("0.1.0")
package io.plumbline.application.delivery;

import org.osgi.annotation.versioning.Version;
