/** What every request passes before a guest of the room sees it. */
package io.plumbline.http.guard;
