package io.plumbline.domain.nonconformity;

/** How grave a nonconformity is, gravest first. */
public enum Severity {
    CRITICAL, MAJOR, MINOR, OBSERVATION
}
