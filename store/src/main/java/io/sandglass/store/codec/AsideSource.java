package io.sandglass.store.codec;

import io.sandglass.plugin.internal.PayloadSource;

/** Where a payload is that was put aside, and that a record names. */
record AsideSource(PayloadRef ref, LargePayloads place) implements PayloadSource {
    @Override
    public Object read() {
        return PayloadCodec.fetch(ref, place);
    }
}
