package io.plumbline.demo;

import java.time.Instant;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One version of a document in the demo ERP.
 *
 * @param id        never changes
 * @param stamp     when the transaction that wrote this version began
 * @param committed when others can see it: later than the stamp, as in any real database
 * @param body      in the demo ERP's own words
 */
record ErpDocument(long id, Instant stamp, Instant committed, ObjectNode body) {
}
