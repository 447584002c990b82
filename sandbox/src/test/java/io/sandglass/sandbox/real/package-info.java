/** Modules that others made, with the toolchains that people use. */
package io.sandglass.sandbox.real;
