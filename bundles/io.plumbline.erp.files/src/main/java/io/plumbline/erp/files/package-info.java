/** Reads orders and deliveries from files in a drop folder. */
package io.plumbline.erp.files;
