package io.sandglass.sandbox.real;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import com.dylibso.chicory.runtime.Instance;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A module without {@code _start}, written for a host of its own, with something to do for it.
 *
 * @param file its name in the archive it comes in
 * @param language what it was written in, and with what it was compiled
 * @param expected what the scenes tell
 * @param listener how it is noted what the module calls
 * @param scenes what is done with it
 */
record Library(
        String file, String language, String expected, Script.Listener listener, Function<Script, String> scenes) {
    private static final byte[] REQUEST =
            "POST /upload?a=1 HTTP/1.1\r\nHost: example.test\r\nContent-Length: 5\r\n\r\nhello".getBytes(ISO_8859_1);

    static Stream<Library> all() {
        return Stream.of(httpParser(), sourceMaps(), colours(), buckets(), extismKernel());
    }

    private static Library httpParser() {
        return new Library(
                "llhttp.wasm",
                "C (wasi-sdk)",
                "73 of 73 bytes; wasm_on_url(/upload?a=1), wasm_on_header_field(Host), "
                        + "wasm_on_header_value(example.test), wasm_on_header_field(Content-Length), "
                        + "wasm_on_header_value(5), wasm_on_body(hello)",
                Library::notePart,
                script -> {
                    script.call("_initialize");
                    long parser = script.call("llhttp_alloc", 1);
                    long text = script.place("malloc", REQUEST);
                    long error = script.call("llhttp_execute", parser, text, REQUEST.length);
                    long parsed = error == 0 ? REQUEST.length : script.call("llhttp_get_error_pos", parser) - text;
                    return parsed + " of " + REQUEST.length + " bytes; "
                            + String.join(
                                    ", ",
                                    script.calls().stream()
                                            .filter(call -> call.contains("("))
                                            .toList());
                });
    }

    /** A parser tells where in its input something is. */
    private static String notePart(Instance caller, String name, long[] arguments) {
        return arguments.length == 3
                ? name + "(" + caller.memory().readString((int) arguments[1], (int) arguments[2]) + ")"
                : name;
    }

    private static Library sourceMaps() {
        return new Library(
                "mappings.wasm",
                "Rust (wasm32-unknown)",
                "mapping_callback[0, 0, 0, 0, 1, 0, 0, 0, 0, 0], mapping_callback[1, 0, 0, 0, 1, 0, 1, 0, 0, 0], "
                        + "mapping_callback[1, 3, 0, 0, 1, 0, 1, 3, 0, 0]",
                Script::plainly,
                script -> {
                    long text = script.place("allocate_mappings", "AAAA;AACA,GAAG".getBytes(ISO_8859_1));
                    long mappings = script.call("parse_mappings", text);
                    script.call("by_generated_location", mappings);
                    script.call("free_mappings", mappings);
                    return String.join(", ", script.calls());
                });
    }

    private static Library colours() {
        return new Library("qcms_bg.wasm", "Rust (wasm-bindgen)", "ff0000 808080", Library::noteColours, script -> {
            byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
            script.call("__wbindgen_start");
            long address = script.place("__wbindgen_malloc", profile, 1);
            long transformer = script.call("qcms_transformer_from_memory", address, profile.length, 0, 0);
            script.call("qcms_convert_three", transformer, 255, 0, 0);
            script.call("qcms_convert_three", transformer, 128, 128, 128);
            return String.join(
                    " ",
                    script.calls().stream().filter(call -> call.length() == 6).toList());
        });
    }

    private static String noteColours(Instance caller, String name, long[] arguments) {
        return name.startsWith("__wbg_copyrgb")
                ? HexFormat.of().formatHex(caller.memory().readBytes((int) arguments[0], 3))
                : name;
    }

    /** The hash of {@code hello} with seed 0 is known: MurmurHash3, 32 bits. */
    private static Library buckets() {
        return new Library(
                "bucketing-lib.release.wasm", "AssemblyScript", "hello 613153351", Script::plainly, script -> {
                    byte[] hello = "hello".getBytes(UTF_16LE);
                    long text = script.call("__pin", script.place("__new", hello, 2));
                    long copy = script.call("echoString", text);
                    String echoed = script.text(copy, hello.length).replace("\0", "");
                    return echoed + " " + Integer.toUnsignedString((int) script.call("murmurhashV3", text, 0));
                });
    }

    private static Library extismKernel() {
        return new Library(
                "extism-runtime.wasm", "Rust (no_std)", "5 of 101 bytes, 0 when free", Script::plainly, script -> {
                    long block = script.call("alloc", 5);
                    script.call("store_u8", block + 4, 101);
                    String told = script.call("length", block) + " of " + script.call("load_u8", block + 4) + " bytes";
                    script.call("free", block);
                    return told + ", " + script.call("length", block) + " when free";
                });
    }

    @Override
    public String toString() {
        return file;
    }
}
