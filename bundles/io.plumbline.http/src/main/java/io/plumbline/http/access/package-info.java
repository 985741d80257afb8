/** How people and machines prove who they are. */
package io.plumbline.http.access;
