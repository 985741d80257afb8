/** Nonconformities: what is low, the states of a case, and the table of moves between them. */
@Version("0.1.0")
package io.plumbline.domain.nonconformity;

import org.osgi.annotation.versioning.Version;
