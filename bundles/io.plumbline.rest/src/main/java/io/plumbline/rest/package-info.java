/** What all resources share: problems (RFC 9457), pages of a list, and the application that the HTTP room serves. Nothing is exported. */
package io.plumbline.rest;
