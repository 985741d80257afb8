/** Logging in, and managing users. */
@Version("0.1.0")
package io.plumbline.application.access;

import org.osgi.annotation.versioning.Version;
