/** What a connector is written against: the SPI, the pull engine behind {@code DeliverySource}, and shared HTTP, JSON and option reading. */
@Version("0.1.0")
package io.plumbline.erp;

import org.osgi.annotation.versioning.Version;
