package io.sandglass.plugin.wasm;

import io.sandglass.plugin.Payload;
import io.sandglass.sandbox.Abi;
import io.sandglass.sandbox.capability.RecordedCall;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a guest and its host talked, as JSON. */
final class Dialogue {
    private Dialogue() {}

    /** An empty object for a command. */
    static Payload payload(Abi abi) {
        return abi.equals(Abi.COMMAND)
                ? Payload.EMPTY
                : Payload.of(Map.of("entry", abi.entry(), "config", abi.config()));
    }

    static Abi abi(Map<String, @Nullable Object> fields) {
        if (fields.isEmpty()) {
            return Abi.COMMAND;
        }
        Map<String, String> config = new LinkedHashMap<>();
        Payload.of(fields.get("config")).object().forEach((name, value) -> config.put(name, String.valueOf(value)));
        return Abi.extism(String.valueOf(fields.get("entry")), config);
    }

    static Payload payload(List<RecordedCall> calls) {
        return Payload.of(calls.stream().map(Dialogue::fields).toList());
    }

    private static Map<String, Object> fields(RecordedCall call) {
        return Map.of(
                "function", call.function(),
                "request", call.requestSha256(),
                "denied", call.denied(),
                "answer", Base64.getEncoder().encodeToString(call.answer()));
    }

    /** @throws IllegalArgumentException if these are no calls */
    static List<RecordedCall> calls(@Nullable Object items) {
        if (!(items instanceof List<?> calls)) {
            throw new IllegalArgumentException("the recording lacks its list 'calls'");
        }
        return calls.stream().map(item -> call(Payload.of(item).object())).toList();
    }

    private static RecordedCall call(Map<String, @Nullable Object> fields) {
        return new RecordedCall(
                String.valueOf(fields.get("function")),
                String.valueOf(fields.get("request")),
                Boolean.TRUE.equals(fields.get("denied")),
                Base64.getDecoder().decode(String.valueOf(fields.get("answer"))));
    }
}
