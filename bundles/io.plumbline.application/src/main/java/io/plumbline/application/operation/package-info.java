/** What an operator sees and does. */
@Version("0.1.0")
package io.plumbline.application.operation;

import org.osgi.annotation.versioning.Version;
