/** Asking customers and taking their answers. */
@Version("0.1.0")
package io.plumbline.application.survey;

import org.osgi.annotation.versioning.Version;
