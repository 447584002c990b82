package io.sandglass.migration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Optional;

/** A scalar as it was read, or why it was refused. */
record Scalar(JsonNode value, Optional<Fault> fault) {
    static Scalar of(JsonNode value) {
        return new Scalar(value, Optional.empty());
    }

    static Scalar refused(Fault fault) {
        return new Scalar(NullNode.getInstance(), Optional.of(fault));
    }
}
