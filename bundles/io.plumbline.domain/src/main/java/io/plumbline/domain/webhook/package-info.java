/** What is told to other systems: endpoints, messages to them, and the rules of calling an address that somebody typed in. */
@Version("0.1.0")
package io.plumbline.domain.webhook;

import org.osgi.annotation.versioning.Version;
