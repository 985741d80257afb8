/** Customers and the people who answer for them. Names, addresses and numbers of people live here and nowhere else. */
@Version("0.1.0")
package io.plumbline.domain.customer;

import org.osgi.annotation.versioning.Version;
