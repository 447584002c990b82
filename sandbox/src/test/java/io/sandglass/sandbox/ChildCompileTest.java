package io.sandglass.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.sandbox.InvalidModule.Blame;
import io.sandglass.sandbox.engine.EngineModule;
import io.sandglass.sandbox.engine.WasmEngine;
import io.sandglass.sandbox.policy.Bytes;
import io.sandglass.sandbox.quarantine.Quarantine;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Modules that are compiled in a JVM of their own. */
@Timeout(120)
class ChildCompileTest {
    private static final Compiling IN_CHILD = Compiling.DEFAULTS.withChildAboveBytes(0);
    private static final byte[] WASM = Wat.wasiCommand("", "(call $exit (i32.const 7))");

    private static final WasmEngine SHIPPED = WasmEngine.named("chicory");

    @TempDir
    Path scratch;

    @Test
    void theCodeComesBackThroughTheCache() throws IOException {
        SandboxSettings settings =
                SandboxSettings.defaults().withCacheDirectory(scratch).withCompiling(IN_CHILD);

        assertThat(exitCode(settings)).isEqualTo(7);

        try (Stream<Path> kept = Files.list(scratch)) {
            assertThat(kept.filter(file -> file.toString().endsWith(".code"))).hasSize(1);
        }
    }

    @Test
    void aCacheIsNotNeeded() {
        assertThat(exitCode(SandboxSettings.defaults().withCompiling(IN_CHILD))).isEqualTo(7);
    }

    @Test
    void whatTheEngineRefusesThereIsRefusedHere() {
        byte[] wrong = {0, 'a', 's', 'm', 1, 0, 0, 0, 1, 5, 1, 0x60, 0, 1, 0x7F, 3, 2, 1, 0, 10, 4, 1, 2, 0, 0x0B};
        try (WasmSandbox sandbox = WasmSandbox.create(SandboxSettings.defaults().withCompiling(IN_CHILD))) {
            assertThatThrownBy(() -> sandbox.load(wrong))
                    .isInstanceOf(InvalidModule.class)
                    .hasMessageContaining("type mismatch");
        }
    }

    /** A JVM does not even start within 30 ms: the second time the module is held, and no process is left. */
    @Test
    void isKilledAtTheLimitAndHeldTheSecondTime() {
        Compiling short30 = IN_CHILD.withLimit(Duration.ofMillis(30));
        Quarantine quarantine = Quarantine.inMemory();
        for (int i = 0; i < 2; i++) {
            try (WasmSandbox sandbox =
                    WasmSandbox.create(SandboxSettings.defaults().withCompiling(short30), quarantine)) {
                assertThatThrownBy(() -> sandbox.load(WASM))
                        .isInstanceOf(InvalidModule.class)
                        .hasMessageContaining("longer than 30 ms to compile");
            }
        }
        awaitNoCompiler();
        try (WasmSandbox sandbox = WasmSandbox.create(SandboxSettings.defaults(), quarantine)) {
            assertThatThrownBy(() -> sandbox.load(WASM))
                    .isInstanceOf(QuarantinedModule.class)
                    .hasMessageContaining("could not be compiled");
            quarantine.release(Digests.sha256(WASM));
            assertThat(sandbox.load(WASM).isCommand()).isTrue();
        }
    }

    /** Within the service this takes several hundred MiB. */
    @Test
    void whatTakesMuchMemoryForItsSizeRunsOutOfThatOfTheProcessAlone() {
        String body = "(i32.const 0)".repeat(20_000) + "(block (br_if 0 (i32.const 0)))".repeat(2_000);
        byte[] wasm = Wat.command(body + "(drop)".repeat(20_000));
        Compiling small = Compiling.DEFAULTS.withChildHeapBytes(48 << 20);
        try (WasmSandbox sandbox = WasmSandbox.create(SandboxSettings.defaults().withCompiling(small))) {
            assertThat(wasm).hasSizeLessThan(100_000);
            assertThatThrownBy(() -> sandbox.load(wasm))
                    .isInstanceOf(InvalidModule.class)
                    .hasMessageContaining("memory");
        }
    }

    @Test
    void aLightModuleDoesNotWaitForHeavyOnes() throws Exception {
        Compiling onePlace = Compiling.DEFAULTS.withPlaces(1).withLimit(Duration.ofSeconds(10));
        try (WasmSandbox sandbox = WasmSandbox.create(SandboxSettings.defaults().withCompiling(onePlace))) {
            CompletableFuture<SandboxModule> heavy = new CompletableFuture<>();
            new Thread(() -> heavy.completeAsync(() -> sandbox.load(equalTypes()), Runnable::run)).start();
            await(
                    "the child begins",
                    () -> ProcessHandle.current().children().findAny().isPresent());

            assertThat(sandbox.load(WASM).isCommand()).isTrue();

            assertThat(heavy).isNotDone();
            assertThat(heavy)
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableThat()
                    .withMessageContaining("longer than 10 s to compile");
        }
        awaitNoCompiler();
    }

    /** 31 KB, of which the compiler makes nine million cases. */
    private static byte[] equalTypes() {
        Bytes bodies = Bytes.of().u32(1_000);
        for (int i = 0; i < 1_000; i++) {
            bodies.sized(Bytes.of(0, 0x0B));
        }
        return Bytes.module()
                .section(1, Bytes.of().u32(9_000).times(9_000, 0x60, 0, 0))
                .section(3, Bytes.of().u32(1_000).times(1_000, 0))
                .section(10, bodies)
                .get();
    }

    @Test
    void whatIsTheHostsFaultThereIsTheHostsFaultHere() {
        assertThat(CompilerMain.code(new InvalidModule("no thread", new IOException(), Blame.HOST)))
                .isEqualTo(CompilerMain.BROKEN);
        assertThat(CompilerMain.code(new InvalidModule("slow", new IOException(), Blame.MODULE_TOOK_TOO_MUCH)))
                .isEqualTo(CompilerMain.TOOK_TOO_MUCH);
        assertThat(CompilerMain.code(new InvalidModule("wrong"))).isEqualTo(CompilerMain.REFUSED);
    }

    @Test
    void theProcessSeesNothingOfTheProgramButWhatItNeeds() throws IOException {
        try (WorkDirectory work = WorkDirectory.create()) {
            ProcessBuilder child = new CompilerProcess(work, IN_CHILD).builder(SHIPPED, scratch);

            assertThat(Set.of("LANG", "LC_ALL", "LC_CTYPE", "SystemRoot"))
                    .containsAll(child.environment().keySet());
            String classPath = child.command().get(child.command().indexOf("-cp") + 1);
            assertThat(classPath).contains("chicory", "asm").doesNotContain("junit", "assertj", "test-classes");
        }
    }

    @Test
    void saysWhatToDoWhereClassesAreInNoFile() {
        SandboxSettings settings = SandboxSettings.defaults().withCompiling(IN_CHILD);
        try (WasmSandbox sandbox = WasmSandbox.create(settings, inNoFile(), Quarantine.inMemory())) {
            assertThatThrownBy(() -> sandbox.load(WASM))
                    .isInstanceOfSatisfying(
                            InvalidModule.class,
                            refusal -> assertThat(refusal.mayPass()).isTrue())
                    .hasMessageContainingAll("was not loaded from a file", "Compiling.withoutChild()");
        }

        SandboxSettings here = SandboxSettings.defaults().withCompiling(IN_CHILD.withoutChild());
        try (WasmSandbox sandbox = WasmSandbox.create(here, inNoFile(), Quarantine.inMemory())) {
            assertThat(sandbox.load(WASM).isCommand()).isTrue();
        }
    }

    @Test
    void saysWhatToDoWhereTheProcessWouldNotFindTheEngine() {
        SandboxSettings settings = SandboxSettings.defaults().withCompiling(IN_CHILD);
        try (WasmSandbox sandbox = WasmSandbox.create(settings, new Unnamed("mine-1"), Quarantine.inMemory())) {
            assertThatThrownBy(() -> sandbox.load(WASM))
                    .isInstanceOf(InvalidModule.class)
                    .hasMessageContainingAll("does not find the engine mine-1", "Compiling.withoutChild()");
        }
        try (WasmSandbox sandbox = WasmSandbox.create(settings, new Unnamed(SHIPPED.id()), Quarantine.inMemory())) {
            assertThatThrownBy(() -> sandbox.load(WASM)).hasMessageContaining("does not find the engine chicory-");
        }
    }

    @Test
    void anEngineIsFoundByItsWholeNameOnly() {
        assertThat(WasmEngine.named(SHIPPED.id()).id()).isEqualTo(SHIPPED.id());
        for (String wrong :
                List.of("", "chic", SHIPPED.id().substring(0, SHIPPED.id().length() - 1))) {
            assertThatThrownBy(() -> WasmEngine.named(wrong)).isInstanceOf(IllegalStateException.class);
        }
    }

    /** An engine that no service file names. */
    private record Unnamed(String id) implements WasmEngine {
        @Override
        public void validate(byte[] wasm) {
            SHIPPED.validate(wasm);
        }

        @Override
        public EngineModule compile(byte[] wasm, Consumer<byte[]> keep) {
            return SHIPPED.compile(wasm, keep);
        }

        @Override
        public EngineModule interpret(byte[] wasm) {
            return SHIPPED.interpret(wasm);
        }

        @Override
        public EngineModule restore(byte[] wasm, byte[] code) {
            return SHIPPED.restore(wasm, code);
        }
    }

    /** As where a program's JAR files are packed into another: the class of a proxy is made in memory. */
    private static WasmEngine inNoFile() {
        return (WasmEngine) Proxy.newProxyInstance(
                ChildCompileTest.class.getClassLoader(),
                new Class<?>[] {WasmEngine.class},
                (proxy, method, arguments) -> method.invoke(SHIPPED, arguments));
    }

    private static int exitCode(SandboxSettings settings) {
        try (WasmSandbox sandbox = WasmSandbox.create(settings)) {
            return sandbox.run(sandbox.load(WASM), Invocation.of(new byte[0])).exitCode();
        }
    }

    private static void awaitNoCompiler() {
        await("the child ends", () -> ProcessHandle.current().children().noneMatch(ProcessHandle::isAlive));
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
