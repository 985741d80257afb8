/** Karaf commands for operators. */
package io.plumbline.shell;
