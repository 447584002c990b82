package io.sandglass.sandbox.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wabt.Wat2Wasm;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InspectionTest {
    private static final byte[] WASM = Wat2Wasm.parse("""
            (module
              (import "wasi_snapshot_preview1" "proc_exit" (func (param i32)))
              (memory (export "memory") 1 4)
              (table 3 funcref)
              (global (mut i32) (i32.const 0))
              (data (i32.const 0) "x")
              (func (export "_start") (memory.fill (i32.const 0) (i32.const 1) (i32.const 2)))
              (func (result i32 i32) (i32.const 1) (i32.extend8_s (i32.const 2))))
            """);

    @Test
    void tellsWhatIsInAModule() {
        Inspection inspection = Inspection.of(WASM);

        assertThat(inspection.refusal()).isEmpty();
        assertThat(inspection.imports()).containsExactly("wasi_snapshot_preview1.proc_exit (function)");
        assertThat(inspection.exports()).containsExactly("memory (memory)", "_start (function)");
        assertThat(inspection.isCommand()).isTrue();
        assertThat(inspection.memories()).containsExactly("1 to 4 pages");
        assertThat(inspection.tables()).containsExactly("3 or more entries");
        assertThat(inspection.features()).containsExactly("bulk memory", "multi-value", "sign extension");
        assertThat(inspection.counts()).containsEntry("functions", 2L).containsEntry("data segments", 1L);
        assertThat(inspection.counts().get(Inspection.CODE_BYTES)).isPositive();
    }

    @Test
    void namesTheRuleThatIsBroken() {
        byte[] twoMemories = {0, 'a', 's', 'm', 1, 0, 0, 0, 5, 5, 2, 0, 1, 0, 1};

        Inspection inspection = Inspection.of(twoMemories);

        assertThat(inspection.refusal())
                .hasValueSatisfying(why -> assertThat(why).contains("more than one memory"));
        assertThat(inspection.memories()).hasSize(2);
    }

    @Test
    void anyBytesCanBeLookedAt() {
        for (int length = 0; length < WASM.length; length++) {
            byte[] cut = Arrays.copyOf(WASM, length);
            assertThat(Inspection.of(cut).exports()).hasSizeLessThanOrEqualTo(2);
            byte[] bent = WASM.clone();
            bent[length] ^= (byte) 0xFF;
            assertThat(Inspection.of(bent).imports()).hasSizeLessThanOrEqualTo(1_000);
        }
    }
}
