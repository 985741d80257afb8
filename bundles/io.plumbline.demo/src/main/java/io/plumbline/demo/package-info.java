/** Demo ERP, demo customers, mailbox. */
package io.plumbline.demo;
