package io.sandglass.plugin.wasm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeContext;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.json.TooManyValues;
import io.sandglass.sandbox.Abi;
import io.sandglass.sandbox.SandboxResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a module of this type is talked to.
 *
 * @param entry the function of an Extism plug-in that is called; empty for a WASI command
 */
record GuestAbi(Optional<String> entry) {
    static final String COMMAND = "wasi-command";
    static final String EXTISM = "extism";

    /** What the guest reads. A plug-in gets {@code with.input}, a text as it is, or all of {@code with}. */
    byte[] input(NodeConfig config, NodeContext context) {
        if (entry.isEmpty()) {
            return GuestJson.request(config, context);
        }
        return config.has("input") ? plain(config.any("input")) : GuestJson.bytes(config.values());
    }

    /** A plug-in's config are the fields of {@code with.config}. */
    Abi abi(NodeConfig config) {
        if (entry.isEmpty()) {
            return Abi.COMMAND;
        }
        Map<String, String> settings = new LinkedHashMap<>();
        if (config.has("config") && config.any("config").value() instanceof Map<?, ?> fields) {
            fields.forEach((name, value) -> settings.put(String.valueOf(name), text(value)));
        }
        return Abi.extism(entry.get(), settings);
    }

    /** A plug-in may put out any text; what is no JSON becomes a JSON text. @param values the most there may be in it */
    SandboxResult readable(SandboxResult run, long values) {
        return entry.isEmpty() || isJson(run.stdout(), values) ? run : run.withStdout(quoted(run.stdout()));
    }

    private static String text(@Nullable Object value) {
        return new String(plain(Payload.of(value)), UTF_8);
    }

    private static byte[] plain(Payload value) {
        return value.value() instanceof String text ? text.getBytes(UTF_8) : GuestJson.bytes(value);
    }

    private static boolean isJson(byte[] output, long values) {
        try {
            GuestJson.answer(output, values);
            return true;
        } catch (TooManyValues refusedLater) {
            return true;
        } catch (IOException text) {
            return false;
        }
    }

    /** Bytes that are no UTF-8 are left alone, to be refused. */
    private static byte[] quoted(byte[] output) {
        try {
            return GuestJson.bytes(Payload.of(
                    UTF_8.newDecoder().decode(ByteBuffer.wrap(output)).toString()));
        } catch (CharacterCodingException binary) {
            return output;
        }
    }
}
