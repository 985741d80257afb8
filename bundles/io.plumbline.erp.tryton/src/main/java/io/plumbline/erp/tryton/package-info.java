/** Pulls orders and deliveries from Tryton. */
package io.plumbline.erp.tryton;
