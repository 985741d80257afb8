/** How Plumbline fares, over HTTP: health and metrics. */
package io.plumbline.http.operation;
