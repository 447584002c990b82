package io.sandglass.sandbox.wasi;

/** The three standard streams of one run. */
public record Streams(ByteSource stdin, ByteSink stdout, ByteSink stderr) {}
