package io.sandglass.sandbox.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sandglass.sandbox.binary.Malformed;
import io.sandglass.sandbox.engine.EngineRefusal;
import io.sandglass.sandbox.engine.WasmEngine;
import io.sandglass.sandbox.engine.chicory.ChicoryEngine;
import io.sandglass.sandbox.metering.FuelRewriter;
import io.sandglass.sandbox.policy.StaticPolicy;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that are called a module. */
class ModuleFuzzTest {
    private static final WasmEngine ENGINE = new ChicoryEngine();

    static Stream<byte[]> modules() {
        return Seeds.modules();
    }

    @MethodSource("modules")
    @FuzzTest(maxDuration = "10m")
    void thePolicyAnswersWithAVerdict(byte[] wasm) {
        withinPolicy(wasm);
    }

    /** What the policy and the engine take, the rewriter takes, and the engine takes what it makes. */
    @MethodSource("modules")
    @FuzzTest(maxDuration = "10m")
    void theRewriterKeepsValidModulesValid(byte[] wasm) {
        if (withinPolicy(wasm) && valid(wasm)) {
            ENGINE.validate(FuelRewriter.rewrite(wasm));
        }
    }

    private static boolean withinPolicy(byte[] wasm) {
        try {
            StaticPolicy.check(wasm);
            return true;
        } catch (Malformed e) {
            return false;
        }
    }

    private static boolean valid(byte[] wasm) {
        try {
            ENGINE.validate(wasm);
            return true;
        } catch (EngineRefusal e) {
            return false;
        }
    }
}
