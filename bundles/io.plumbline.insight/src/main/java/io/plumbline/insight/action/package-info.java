/** Whether a corrective action was effective, by a criterion fixed before it began. */
@Version("0.1.0")
package io.plumbline.insight.action;

import org.osgi.annotation.versioning.Version;
