/** Camel routes: time, mail, files, retries. */
package io.plumbline.routes;
