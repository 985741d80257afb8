/** What is known of a customer, for pages and services. */
@Version("0.1.0")
package io.plumbline.application.customer;

import org.osgi.annotation.versioning.Version;
