/** What all use cases share: transactions, identities, and how one step leads to the next. */
@Version("0.1.0")
package io.plumbline.application;

import org.osgi.annotation.versioning.Version;
