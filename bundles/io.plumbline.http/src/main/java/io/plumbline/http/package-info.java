/** The one HTTP room: login, sessions, limits, roles, health, metrics. */
package io.plumbline.http;
