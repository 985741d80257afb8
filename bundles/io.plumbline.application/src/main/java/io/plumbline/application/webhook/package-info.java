/** Telling other systems what happened: use cases for endpoints, messages and their delivery. */
@Version("0.1.0")
package io.plumbline.application.webhook;

import org.osgi.annotation.versioning.Version;
