/** Tables as files that people open in a spreadsheet. */
@Export
@Version("0.1.0")
package io.plumbline.application.sheet;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
