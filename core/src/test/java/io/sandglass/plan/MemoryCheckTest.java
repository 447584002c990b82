package io.sandglass.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.expression.Expressions;
import io.sandglass.migration.InvalidSpec;
import io.sandglass.migration.SpecProblem;
import io.sandglass.plugin.Limits;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeType;
import io.sandglass.plugin.Payload;
import io.sandglass.spec.SpecReader;
import io.sandglass.spec.TypeRef;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Guests that there is not enough memory for, with 32 MiB for all together. */
class MemoryCheckTest {
    private static final long MIB = 1 << 20;
    private static final Limits CAP =
            new Limits(1_000_000_000L, 1L << 30, Duration.ofMinutes(5), 1L << 30, 1L << 30, 1L << 30, 1L << 30, 1_000);

    @Test
    void refusesALimitOverWhatThereIsForAllGuests() {
        assertThat(problems("grows", "limits: { memory: 33MiB }"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("MEMORY_OVER_BUDGET");
                    assertThat(problem.pointer()).isEqualTo("/nodes/a/limits/memory");
                    assertThat(problem.reason())
                            .isEqualTo(
                                    "node 'a' may use 33 MiB of memory, but there are 32 MiB for all guests together");
                    assertThat(problem.remedy()).contains("lower limits.memory", "sandbox.memory in sandglass.yaml");
                });
        assertThat(problems("grows", "limits: { memory: 32MiB }")).isEmpty();
    }

    @Test
    void refusesTheGeneralLimitAtTheNode() {
        assertThat(problems("grows", "needs: []"))
                .filteredOn(problem -> problem.code().equals("MEMORY_OVER_BUDGET"))
                .extracting(SpecProblem::pointer)
                .containsExactly("/nodes/a");
    }

    @Test
    void countsFilesIn() {
        assertThat(problems("grows", "limits: { memory: 16MiB, scratch: 17MiB }"))
                .extracting(SpecProblem::reason)
                .containsExactly("node 'a' may use 16 MiB of memory and 17 MiB of files, but there are 32 MiB for all"
                        + " guests together");
    }

    @Test
    void letsInWhatDeclaresToUseLess() {
        assertThat(problems("small", "limits: { memory: 33MiB }")).isEmpty();
    }

    @Test
    void leavesOthersAlone() {
        assertThat(problems("plain", "limits: { memory: 33MiB }")).isEmpty();
    }

    @Test
    void letsRunsGoOnThatWereLetInBefore() {
        String body = document("grows", "limits: { memory: 33MiB }");

        assertThat(compiler().compile(body, Map.of("a", "wasm:grows")).plan().nodes())
                .hasSize(1);
    }

    private static List<SpecProblem> problems(String type, String more) {
        try {
            compiler().compile(document(type, more));
            return List.of();
        } catch (InvalidSpec invalid) {
            return invalid.problems();
        }
    }

    private static String document(String type, String more) {
        return """
                apiVersion: sandglass/v3
                kind: Workflow
                id: w
                nodes:
                  a:
                    type: %s
                    %s
                """.formatted(type, more);
    }

    private static StandardWorkflowCompiler compiler() {
        SpecReader reader = new SpecReader((cron, zone) -> Optional.empty(), new Expressions());
        return new StandardWorkflowCompiler(reader, new Planner(new Guests(), CAP).guestMemory(() -> 32 * MIB));
    }

    /** A guest that may take all it is given, one that declares a small memory, and a plugin that is no guest. */
    private static final class Guests implements NodeTypes {
        private static final List<ResolvedType> ALL = List.of(
                type("grows", "wasm", OptionalLong.empty()),
                type("small", "wasm", OptionalLong.of(MIB)),
                type("plain", "jar", OptionalLong.empty()));

        @Override
        public Optional<ResolvedType> resolve(TypeRef ref) {
            return ALL.stream()
                    .filter(type -> type.type().name().equals(ref.name()))
                    .findFirst();
        }

        @Override
        public Optional<ResolvedType> resolve(TypeRef ref, String digest) {
            return resolve(ref);
        }

        @Override
        public Collection<String> names() {
            return List.of();
        }

        private static ResolvedType type(String name, String kind, OptionalLong mostMemoryBytes) {
            return new ResolvedType(
                    NodeType.of(name, 1).openConfig(),
                    kind,
                    kind + ":" + name,
                    Optional.empty(),
                    Optional.empty(),
                    mostMemoryBytes,
                    config -> context -> NodeResult.completed(Payload.NULL));
        }
    }
}
