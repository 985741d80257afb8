/** The language that all nouns share: identities, sites, problems and staleness. No package here imports anything but java. */
@Version("0.1.0")
package io.plumbline.domain;

import org.osgi.annotation.versioning.Version;
