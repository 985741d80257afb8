/**
 * A demo ERP with its own server and store, customers who answer, and a mailbox: what {@code mvn -Prun} starts beside the product. Nothing
 * here reaches the product but through the doors that a real ERP, a real mail server and real customers use. Nothing is exported.
 */
package io.plumbline.demo;
