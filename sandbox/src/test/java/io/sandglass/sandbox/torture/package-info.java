/** Guests that do their worst, on every engine; what must come of each is said beside it. */
package io.sandglass.sandbox.torture;
