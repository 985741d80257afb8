/** Deliveries as an ERP reports them, their states, and the denominator ledger in which each stands exactly once. */
@Version("0.1.0")
package io.plumbline.domain.delivery;

import org.osgi.annotation.versioning.Version;
