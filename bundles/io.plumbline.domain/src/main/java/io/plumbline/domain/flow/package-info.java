/** The table of contents of the product: which event leads to which command. */
@Version("0.1.0")
package io.plumbline.domain.flow;

import org.osgi.annotation.versioning.Version;
