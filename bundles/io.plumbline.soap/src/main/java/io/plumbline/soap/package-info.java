/** SOAP services for ERPs. The door reads and checks, CXF binds, the endpoints call use cases. Nothing is exported. */
package io.plumbline.soap;
