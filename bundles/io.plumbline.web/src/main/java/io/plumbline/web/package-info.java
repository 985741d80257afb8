/** Staff pages and the public survey page. */
package io.plumbline.web;
