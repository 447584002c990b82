package io.sandglass.store.codec;

import java.util.ArrayList;
import java.util.List;

/** Collects payloads that were put aside. Used by one thread. */
final class PayloadRefs {
    private final List<PayloadRef> refs = new ArrayList<>(0);

    void add(PayloadRef ref) {
        refs.add(ref);
    }

    /** Those added since the last call. */
    List<PayloadRef> take() {
        if (refs.isEmpty()) {
            return List.of();
        }
        List<PayloadRef> taken = List.copyOf(refs);
        refs.clear();
        return taken;
    }
}
