/** Mail on its way out. */
@Version("0.1.0")
package io.plumbline.application.mail;

import org.osgi.annotation.versioning.Version;
