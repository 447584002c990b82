package io.sandglass.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sandglass.fair.Tenancy;
import io.sandglass.plugin.Payload;
import io.sandglass.run.IdempotencyKey;
import io.sandglass.run.KeyedRequest;
import io.sandglass.run.Sha256;
import io.sandglass.spec.WorkflowKey;
import java.util.Optional;

/** Makes of a request what is remembered of it. Immutable. */
record KeyedRequests(Tenancy tenancy) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** Empty if it has no key. */
    Optional<KeyedRequest> of(LaunchRequest request) {
        return request.key().map(text -> new KeyedRequest(key(request.workflow(), text), digest(request.inputs())));
    }

    /**
     * The key, as that of the workflow's tenant.
     *
     * @throws IllegalArgumentException if it is none
     */
    IdempotencyKey key(WorkflowKey workflow, String text) {
        IdempotencyKey.check(text);
        return new IdempotencyKey(tenancy.of(workflow.namespace()).name(), text);
    }

    /** As they were given: defaults may depend on the time. */
    private static String digest(Payload inputs) {
        try {
            return Sha256.hex(JSON.writeValueAsString(inputs.value()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON value", e);
        }
    }
}
