/** Who may do what: users, roles and sessions. */
@Version("0.1.0")
package io.plumbline.domain.access;

import org.osgi.annotation.versioning.Version;
