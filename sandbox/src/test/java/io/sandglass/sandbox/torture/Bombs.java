package io.sandglass.sandbox.torture;

import static io.sandglass.sandbox.policy.Bytes.module;
import static io.sandglass.sandbox.policy.Bytes.moduleWithBody;
import static io.sandglass.sandbox.policy.Bytes.of;

import io.sandglass.sandbox.policy.Bytes;
import java.util.stream.Stream;

/** Modules that would cost their host dearly to read, or that are no modules. */
final class Bombs {
    private Bombs() {}

    static Stream<Hostile> all() {
        return Stream.of(bombs(), malformed(), features()).flatMap(cases -> cases);
    }

    private static Stream<Hostile> bombs() {
        Bytes locals = of(1).u32(49_990).raw(0x7E, 0x0B);
        Bytes table = of(0, 0x41, 0, 0x0E).u32(300_000).times(300_001, 0).raw(0x0B);
        Bytes nested = of(0).times(100_000, 0x02, 0x40).times(100_001, 0x0B);
        Bytes labels =
                of(0).times(4_095, 0x02, 0x40).times(50_000, 0x0C, 0xFF, 0x1F).times(4_096, 0x0B);
        Bytes loops = of(0).times(300_000, 0x03, 0x40, 0x0B).raw(0x0B);
        Bytes functions = of().u32(200).times(200, 0);
        Bytes bodies = of().u32(200);
        for (int i = 0; i < 200; i++) {
            bodies.sized(locals);
        }
        return Stream.of(
                refused(
                        "locals_bomb",
                        "locals: 49990",
                        module().section(1, of(1, 0x60, 0, 0))
                                .section(3, functions)
                                .section(10, bodies)),
                refused("brtable_bomb", "targets of a br_table: 300000", moduleWithBody(table)),
                refused(
                        "fn_bomb",
                        "functions: 200000",
                        module().section(3, of().u32(200_000).times(200_000, 0))),
                refused("nest_bomb", "deeper than 4096", moduleWithBody(nested)),
                refused("loop_bomb", "loops stand beside more blocks", moduleWithBody(loops)),
                refused("label_bomb", "branches lead out of more blocks", moduleWithBody(labels)),
                refused(
                        "type_bomb",
                        "types: 1000000",
                        module().section(1, of().u32(1_000_000).times(1_000_000, 0x60, 0, 0))));
    }

    private static Stream<Hostile> malformed() {
        return Stream.of(
                refused("truncated", "", Bytes.of(0x00, 0x61, 0x73, 0x6D, 0x01)),
                refused("len_lie", "4294967295 bytes", module().raw(1, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F)),
                refused("count_lie", "100 are announced", module().section(1, of(100))),
                refused("leb_overlong", "longer than 32", module().raw(1, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00)),
                refused("bad_utf8", "not UTF-8", module().section(7, of(1, 2, 0xC3, 0x28, 0, 0))),
                refused("text", "magic", of('(', 'm', 'o', 'd', 'u', 'l', 'e', ')')));
    }

    private static Stream<Hostile> features() {
        return Stream.of(
                refused("gc_heap", "garbage collection", module().section(1, of(1, 0x5F, 0))),
                refused("shared_mem", "threads", module().section(5, of(1, 3, 1, 1))),
                refused("eh_module", "exception handling", module().section(13, of(1, 0, 0))),
                refused("component", "component model", of(0x00, 0x61, 0x73, 0x6D, 0x0D, 0, 1, 0)),
                refused("memory64", "memory64", module().section(5, of(1, 4, 1))),
                refused("simd", "SIMD", moduleWithBody(of(0, 0xFD, 12, 0x0B))));
    }

    private static Hostile refused(String name, String why, Bytes wasm) {
        return Hostile.of(name, Ended.REFUSED + " " + why, wasm.get());
    }
}
