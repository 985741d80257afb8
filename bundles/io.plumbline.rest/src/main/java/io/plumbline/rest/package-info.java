/** REST resources, problem answers, OpenAPI document. */
package io.plumbline.rest;
