/** How fast Plumbline is, beside what the machine could do at the same moment. Nothing here is a test: {@code mvn -Pbench verify} prints a table. */
package io.plumbline.itests.bench;
