/** Connector SPI, incremental pull engine, push formats. */
package io.plumbline.erp;
