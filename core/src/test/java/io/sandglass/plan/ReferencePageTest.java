package io.sandglass.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.expression.Expressions;
import io.sandglass.plugin.ConfigType;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeType;
import io.sandglass.spec.SpecReader;
import io.sandglass.spec.TypeRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whole documents on the page about the format compile. */
class ReferencePageTest {
    private static final Pattern DOCUMENT = Pattern.compile("```yaml\\n(apiVersion.*?)```", Pattern.DOTALL);

    @Test
    void showsDocumentsThatCompile() throws IOException {
        String page = Files.readString(Path.of("../docs/reference/spec.md"));
        List<String> documents = DOCUMENT.matcher(page)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        SpecReader reader = new SpecReader((cron, zone) -> Optional.empty(), new Expressions());
        WorkflowCompiler compiler = new StandardWorkflowCompiler(reader, new Planner(new EveryType(), Compilers.CAP));

        assertThat(documents)
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(document ->
                        assertThat(compiler.compile(document).plan().nodes()).isNotEmpty());
    }

    /** Has every type, with any config: the page is about the format, not about the types. */
    private static final class EveryType implements NodeTypes {
        @Override
        public Optional<ResolvedType> resolve(TypeRef ref) {
            return Optional.of(new ResolvedType(
                    NodeType.of(ref.name(), 1)
                            .config("headers", ConfigType.OBJECT.optional().takingSecrets())
                            .openConfig(),
                    "built-in",
                    "built-in:" + ref.name(),
                    Optional.empty(),
                    Optional.empty(),
                    config -> context -> NodeResult.completed(config.values())));
        }

        @Override
        public Optional<ResolvedType> resolve(TypeRef ref, String digest) {
            return resolve(ref);
        }

        @Override
        public Collection<String> names() {
            return List.of();
        }
    }
}
