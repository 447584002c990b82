package io.sandglass.benchmarks.sandbox;

import com.dylibso.chicory.wabt.Wat2Wasm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Files that lie beside these classes; modules are text and assembled when they are asked for. */
final class Resources {
    private static final String DOCUMENT = "document.json";

    private Resources() {}

    static byte[] bytes(String name) {
        try (InputStream in = Resources.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    static byte[] document() {
        return bytes(DOCUMENT);
    }

    /** The binary of a module. */
    static byte[] wasm(String name) {
        String text = new String(bytes(name), StandardCharsets.UTF_8);
        return Wat2Wasm.parse(text.replace("@document", escaped(document())));
    }

    private static String escaped(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte value : bytes) {
            text.append(String.format("\\%02x", value));
        }
        return text.toString();
    }
}
