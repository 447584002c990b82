package io.sandglass.store.codec;

import io.sandglass.plugin.Payload;

/** A payload that was put aside. */
public record PutAside(Payload payload, PayloadRef ref, LargePayloads place) {
    /** Lets it leave memory; once a record that names it is kept. */
    public void letGo() {
        payload.mayLeave(new AsideSource(ref, place));
    }
}
