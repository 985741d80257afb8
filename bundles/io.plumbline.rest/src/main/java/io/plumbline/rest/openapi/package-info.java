/** The OpenAPI document: made from the resources as they are registered, their annotations and their records. */
package io.plumbline.rest.openapi;
