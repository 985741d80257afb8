/** Orders, for reading. */
@Version("0.1.0")
package io.plumbline.application.order;

import org.osgi.annotation.versioning.Version;
