/** Customer orders: when is an order whole, and what is known of it. */
@Version("0.1.0")
package io.plumbline.domain.order;

import org.osgi.annotation.versioning.Version;
