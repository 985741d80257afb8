/** The ports of domain and application in SQL, on Derby and PostgreSQL. */
package io.plumbline.store;
