package io.sandglass.plugin.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.testkit.FakeContext;
import io.sandglass.plugin.wasm.Wat;
import io.sandglass.sandbox.SandboxSettings;
import io.sandglass.sandbox.WasmSandbox;
import io.sandglass.sandbox.quarantine.Quarantine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WasmFileTest {
    private static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
    private static final Optional<String> ANY = Optional.empty();

    @TempDir
    Path directory;

    private final Quarantine quarantine = Quarantine.inMemory();
    private WasmSandbox sandbox;
    private PluginRegistry registry;

    @BeforeEach
    void openRegistry() {
        sandbox = WasmSandbox.create(SandboxSettings.defaults(), quarantine);
        registry = new PluginRegistry(
                PluginSources.in(directory).withSandbox(() -> sandbox).withClock(LATER), quarantine);
    }

    @AfterEach
    void closeRegistry() {
        registry.close();
        sandbox.close();
    }

    @Test
    void aDroppedModuleIsANodeType() throws Exception {
        Files.write(directory.resolve("greet-1.2.0.wasm"), Wat.writing("{\"text\":\"hi\"}", "", 0));

        registry.scan();

        LoadedType greet =
                registry.find("greet", Optional.of("^1.1"), Optional.of("wasm")).orElseThrow();
        NodeResult result = greet.executors().apply(NodeConfig.of(Map.of())).execute(new FakeContext());
        assertThat(((NodeResult.Completed) result).output()).isEqualTo(Payload.of(Map.of("text", "hi")));
        assertThat(greet.digest()).startsWith("sha256:");
        assertThat(registry.find("greet", ANY, Optional.of("jar"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ok.plugin.yaml, ok.plugin.yaml, there is no module ok.wasm beside it",
        "ok-1.0.0.plugin.yml, ok-1.0.0.wasm, ok-1.0.0.plugin.yml beside it is not read",
    })
    void aSidecarThatWouldBePassedOverIsRefused(String sidecar, String refused, String words) throws Exception {
        Files.write(directory.resolve("ok-1.0.0.wasm"), Wat.copying());
        registry.scan();
        assertThat(registry.entries()).extracting(PluginEntry::state).containsExactly(PluginState.LOADED);

        Files.writeString(directory.resolve(sidecar), "limits: { max: { fuel: 1 } }");
        registry.scan();

        assertThat(registry.entries())
                .filteredOn(entry -> entry.state() == PluginState.REFUSED)
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.file()).endsWith(refused);
                    assertThat(entry.reason().orElse("")).contains(words);
                });
        Files.delete(directory.resolve(sidecar));
        registry.scan();
        assertThat(registry.entries()).extracting(PluginEntry::state).containsExactly(PluginState.LOADED);
    }

    @Test
    void aDirectoryInPlaceOfASidecarRefusesItsModule() throws Exception {
        Files.write(directory.resolve("ok.wasm"), Wat.copying());
        Files.createDirectory(directory.resolve("ok.plugin.yaml"));

        registry.scan();

        assertThat(registry.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.state()).isEqualTo(PluginState.REFUSED);
            assertThat(entry.reason().orElse("")).contains("ok.plugin.yaml is no file");
        });
    }

    @Test
    void aModuleCannotTakeAReservedName() throws Exception {
        try (PluginRegistry strict = new PluginRegistry(PluginSources.in(directory)
                .withSandbox(() -> sandbox)
                .withReserved(Set.of("loop"))
                .withClock(LATER))) {
            Files.write(directory.resolve("loop.wasm"), Wat.copying());

            strict.scan();

            assertThat(strict.find("loop", ANY, ANY)).isEmpty();
            assertThat(strict.entries())
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.reason().orElse("")).contains("'loop'", "another name"));
        }
    }

    @Test
    void whatIsInQuarantineFailsUntilItIsReleased() throws Exception {
        Files.write(directory.resolve("greet.wasm"), Wat.writing("{}", "", 0));
        registry.scan();
        LoadedType greet = registry.find("greet", ANY, ANY).orElseThrow();
        quarantine.hold(greet.digest().replace("sha256:", ""), "used up the memory of the host while it ran");

        NodeResult held = greet.executors().apply(NodeConfig.of(Map.of())).execute(new FakeContext());

        assertThat(((NodeResult.Failed) held).failure().code()).isEqualTo("Quarantined");
        assertThat(((NodeResult.Failed) held).failure().message())
                .contains("used up the memory", "sandglass plugins release " + greet.digest());
        assertThat(registry.entries()).first().satisfies(entry -> {
            assertThat(entry.state()).isEqualTo(PluginState.QUARANTINED);
            assertThat(entry.reason().orElse("")).contains("used up the memory", "plugins release");
        });
        assertThat(registry.release("greet")).isEqualTo(greet.digest());
        assertThat(registry.entries().get(0).state()).isEqualTo(PluginState.LOADED);
        assertThat(greet.executors().apply(NodeConfig.of(Map.of())).execute(new FakeContext()))
                .isInstanceOf(NodeResult.Completed.class);
    }

    @Test
    void saysWhatCanBeReleased() throws IOException {
        Files.write(directory.resolve("greet.wasm"), Wat.writing("{}", "", 0));
        registry.scan();

        assertThatThrownBy(() -> registry.release("greet")).hasMessage("plugin 'greet' is LOADED, not in quarantine");
        assertThatThrownBy(() -> registry.release("great")).hasMessageContaining("there is no plugin 'great'");
    }

    @Test
    void aChangedSidecarChangesTheType() throws IOException {
        Files.write(directory.resolve("greet.wasm"), Wat.copying());
        registry.scan();
        long generation = registry.generation();

        Files.writeString(directory.resolve("greet.plugin.yaml"), "version: 2.0.0\nlimits: { max: { fuel: 1M } }\n");
        registry.scan();

        LoadedType greet = registry.find("greet", ANY, ANY).orElseThrow();
        assertThat(greet.type().version()).isEqualTo("2.0.0");
        assertThat(greet.maxLimits().orElseThrow().fuelUnits()).isEqualTo(1_000_000);
        assertThat(registry.generation()).isGreaterThan(generation);
    }

    @Test
    void aBadSidecarRefusesItsModuleUntilItIsMended() throws IOException {
        Files.write(directory.resolve("greet.wasm"), Wat.copying());
        Files.writeString(directory.resolve("greet.plugin.yaml"), "verison: 2.0.0\n");
        registry.scan();

        assertThat(registry.entries().get(0).state()).isEqualTo(PluginState.REFUSED);
        assertThat(registry.entries().get(0).reason().orElseThrow()).contains("did you mean 'version'?");

        Files.delete(directory.resolve("greet.plugin.yaml"));
        registry.scan();

        assertThat(registry.names()).containsExactly("greet");
    }

    @Test
    void withoutASandboxModulesAreRefused() throws IOException {
        Files.write(directory.resolve("greet.wasm"), Wat.copying());
        try (PluginRegistry bare =
                new PluginRegistry(PluginSources.in(directory).withClock(LATER))) {
            bare.scan();

            assertThat(bare.entries().get(0).kind()).isEqualTo("wasm");
            assertThat(bare.entries().get(0).reason().orElseThrow()).contains("switched off");
        }
    }
}
