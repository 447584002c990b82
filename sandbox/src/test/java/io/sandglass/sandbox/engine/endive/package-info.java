/** Endive, the continuation of Chicory, behind the same seam: what is true of one engine must be true of another. */
package io.sandglass.sandbox.engine.endive;
