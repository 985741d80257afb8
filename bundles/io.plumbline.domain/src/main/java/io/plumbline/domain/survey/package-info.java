/** Asking: the programme, the invitation with its policy, the token, and the answer. */
@Version("0.1.0")
package io.plumbline.domain.survey;

import org.osgi.annotation.versioning.Version;
