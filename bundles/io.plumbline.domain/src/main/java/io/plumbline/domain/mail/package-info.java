/** Mail that Plumbline sends, as far as it has come. */
@Version("0.1.0")
package io.plumbline.domain.mail;

import org.osgi.annotation.versioning.Version;
