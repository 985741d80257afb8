/**
 * The one HTTP room, as its guests see it: who calls, which cookie carries the login, what is limited, and which paths are open.
 * Everything on the port passes the filter of this bundle before a guest sees it.
 */
@Version("0.1.0")
package io.plumbline.http;

import org.osgi.annotation.versioning.Version;
