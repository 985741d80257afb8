/** Filing cases and telling those who work them. */
@Version("0.1.0")
package io.plumbline.application.nonconformity;

import org.osgi.annotation.versioning.Version;
