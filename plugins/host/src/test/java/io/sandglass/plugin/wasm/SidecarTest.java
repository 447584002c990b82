package io.sandglass.plugin.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.dylibso.chicory.wabt.Wat2Wasm;
import io.sandglass.plugin.ConfigField;
import io.sandglass.plugin.ConfigType;
import io.sandglass.plugin.Limits;
import io.sandglass.plugin.NodeType;
import io.sandglass.plugin.Payload;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SidecarTest {
    private static final byte[] MODULE = Wat.copying();

    @Test
    void saysEverythingAboutTheType() throws Exception {
        WasmPlugin plugin = read("""
                name: risk-score
                version: 2.1.0
                description: Scores a payment.
                abi: wasi-command
                config:
                  amount: { type: number, required: true, description: In euros. }
                  model: { type: string, default: small }
                  extra: {}
                limits:
                  default: { fuel: 50M, wall: PT5S }
                  max: { memory: 64MiB, log: 1000 }
                """);

        assertThat(plugin.type())
                .isEqualTo(NodeType.of("risk-score", "2.1.0")
                        .config("amount", new ConfigField(ConfigType.NUMBER, true, Optional.empty(), "In euros."))
                        .config(
                                "model",
                                new ConfigField(ConfigType.STRING, false, Optional.of(Payload.of("small")), ""))
                        .config("extra", new ConfigField(ConfigType.ANY, false, Optional.empty(), ""))
                        .describedAs("Scores a payment."));
        assertThat(plugin.defaultLimits().orElseThrow().fuelUnits()).isEqualTo(50_000_000);
        assertThat(plugin.defaultLimits().orElseThrow().wall()).isEqualTo(Duration.ofSeconds(5));
        assertThat(plugin.defaultLimits().orElseThrow().memoryBytes()).isEqualTo(Limits.DEFAULT.memoryBytes());
        assertThat(plugin.maxLimits().orElseThrow().memoryBytes()).isEqualTo(64 << 20);
        assertThat(plugin.maxLimits().orElseThrow().logBytes()).isEqualTo(1000);
        assertThat(plugin.maxLimits().orElseThrow().fuelUnits()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void asksForAnEntryThatIsThere() {
        InvalidWasmPlugin refused =
                catchThrowableOfType(InvalidWasmPlugin.class, () -> read("abi: extism\nentry: nosuch"));

        assertThat(refused.reason()).contains("exports no function 'nosuch'", "it exports _start");
    }

    @ParameterizedTest
    @CsvSource({
        "risk.wasm, risk, 1.0.0",
        "risk-score-1.2.3.wasm, risk-score, 1.2.3",
        "risk@1.2.3.wasm, risk, 1.2.3",
        "risk-1.2.wasm, risk-1.2, 1.0.0"
    })
    void isNotNeeded(String fileName, String name, String version) throws Exception {
        NodeType type = WasmPlugin.read(fileName, MODULE, Optional.empty(), SidecarTest::noSandbox)
                .type();

        assertThat(type).isEqualTo(NodeType.of(name, version).openConfig());
    }

    @Test
    void reportsAllItsProblemsAtOnce() {
        String reason = refusal("""
                nmae: risk
                version: 2.1
                abi: extysm
                config: { amount: { type: numbr, required: maybe } }
                limits: { max: { fule: 5, memory: lots, wall: soon, log: -1 }, least: {} }
                """);

        assertThat(reason)
                .startsWith("risk.plugin.yaml: ")
                .contains("nmae is no field; did you mean 'name'?")
                .contains("version must be a text, but is 2.1")
                .contains("abi must be one of [wasi-command, extism], but is \"extysm\"")
                .contains("config.amount.type must be one of")
                .contains("config.amount.required must be true or false, but is \"maybe\"")
                .contains("limits.least is no field; known are [default, max]")
                .contains("limits.max.fule is no field; did you mean 'fuel'?")
                .contains("limits.max.memory must be a positive size")
                .contains("limits.max.wall must be")
                .contains("limits.max.log must be");
    }

    @ParameterizedTest
    @CsvSource({
        "memory: 64MiB, 67108864",
        "memory: 64MB, 64000000",
        "memory: 1.5 KiB, 1536",
        "memory: 2kB, 2000",
        "memory: 1GB, 1000000000",
        "memory: 70000, 70000",
        "memory: 7B, 7"
    })
    void writesSizesAsWorkflowsDo(String limit, long bytes) throws Exception {
        assertThat(read("limits: { max: { " + limit + " } }")
                        .maxLimits()
                        .orElseThrow()
                        .memoryBytes())
                .isEqualTo(bytes);
    }

    @Test
    void writesCountsAsWorkflowsDo() throws Exception {
        assertThat(read("limits: { max: { fuel: 1.5M } }")
                        .maxLimits()
                        .orElseThrow()
                        .fuelUnits())
                .isEqualTo(1_500_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "memory: 64M",
                "memory: 5k",
                "log: 1G",
                "fuel: 64MiB",
                "fuel: 5B",
                "fuel: 0",
                "memory: 1.5B",
                "memory: 1.5",
                "fuel: 999999999999999999G"
            })
    void doesNotMixSizesAndCounts(String limit) {
        assertThat(refusal("limits: { max: { " + limit + " } }")).contains("must be a positive");
    }

    @Test
    void mustBeYaml() {
        assertThat(refusal("name: [")).contains("risk.plugin.yaml is no YAML");
        assertThat(refusal("name: a\nname: b")).contains("no YAML").contains("Duplicate");
        assertThat(refusal("just a text")).contains("must be an object");
        assertThat(refusal("")).contains("must be an object");
    }

    @Test
    void hasDefaultsThatFitIntoJson() {
        String deep = "[".repeat(40) + "]".repeat(40);

        assertThat(refusal("config: { a: { default: 1e999 } }"))
                .contains("config.a.default must be a value that fits into JSON");
        assertThat(refusal("config: { a: { default: .inf } }")).contains("no YAML");
        assertThat(refusal("config: { a: { type: no, default: " + deep + " } }"))
                .hasSizeLessThan(400);
    }

    @Test
    void givesAUsableName() {
        assertThat(refusal("name: no spaces please"))
                .contains("no spaces please")
                .contains("risk.plugin.yaml");
    }

    @Test
    void doesNotMakeAModuleOfAnotherFile() {
        byte[] component = {0, 'a', 's', 'm', 13, 0, 1, 0};
        byte[] future = {0, 'a', 's', 'm', 2, 0, 0, 0};

        assertThat(refusal(new byte[0])).contains("no WebAssembly module");
        assertThat(refusal("hello, world".getBytes())).contains("no WebAssembly module");
        assertThat(refusal(component)).contains("it is a component");
        assertThat(refusal(future)).contains("version 1");
        assertThat(refusal(Arrays.copyOf(MODULE, MODULE.length - 5))).contains("cut off");
    }

    @Test
    void tellsWhatTheModuleDeclaresAsItsMostMemory() throws Exception {
        assertThat(mostMemoryBytes("(memory 1 3)")).hasValue(3 << 16);
        assertThat(mostMemoryBytes("(memory 0 65536)")).hasValue(1L << 32);
        assertThat(mostMemoryBytes("(memory 1)")).isEmpty();
        assertThat(mostMemoryBytes("")).isEmpty();
    }

    private static OptionalLong mostMemoryBytes(String memory) throws InvalidWasmPlugin {
        byte[] wasm = Wat2Wasm.parse("(module " + memory + " (func (export \"_start\")))");
        return WasmPlugin.read("risk.wasm", wasm, Optional.empty(), SidecarTest::noSandbox)
                .mostMemoryBytes();
    }

    private static WasmPlugin read(String sidecar) throws InvalidWasmPlugin {
        return WasmPlugin.read("risk.wasm", MODULE, Optional.of(sidecar), SidecarTest::noSandbox);
    }

    private static String refusal(String sidecar) {
        return catchThrowableOfType(InvalidWasmPlugin.class, () -> read(sidecar))
                .reason();
    }

    private static String refusal(byte[] module) {
        return catchThrowableOfType(
                        InvalidWasmPlugin.class,
                        () -> WasmPlugin.read("risk.wasm", module, Optional.empty(), SidecarTest::noSandbox))
                .reason();
    }

    private static io.sandglass.sandbox.WasmSandbox noSandbox() {
        throw new AssertionError("no module runs here");
    }
}
