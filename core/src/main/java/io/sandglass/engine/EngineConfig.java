package io.sandglass.engine;

import static java.util.Objects.requireNonNull;

import io.sandglass.engine.attempt.Grants;
import io.sandglass.engine.attempt.SecretSource;
import io.sandglass.plan.WorkflowCompiler;
import io.sandglass.store.RunStore;
import io.sandglass.store.SpecStore;
import io.sandglass.time.Platform;
import java.util.function.LongSupplier;

/**
 * What an engine is made of. The engine closes none of it.
 *
 * @param typesGeneration changes whenever node types come or go, so that plans are compiled again
 * @param grants what the administrator allows nodes to reach
 * @param secrets where the secrets are that nodes may be granted
 */
public record EngineConfig(
        SpecStore specs,
        RunStore runs,
        WorkflowCompiler compiler,
        LongSupplier typesGeneration,
        InputBinding inputs,
        Platform platform,
        Grants grants,
        SecretSource secrets,
        EngineLimits limits) {
    public EngineConfig {
        requireNonNull(specs, "specs");
        requireNonNull(runs, "runs");
        requireNonNull(compiler, "compiler");
        requireNonNull(typesGeneration, "typesGeneration");
        requireNonNull(inputs, "inputs");
        requireNonNull(platform, "platform");
        requireNonNull(grants, "grants");
        requireNonNull(secrets, "secrets");
        requireNonNull(limits, "limits");
    }

    /** With node types that never change, default grants and default limits. */
    public static EngineConfig of(
            SpecStore specs, RunStore runs, WorkflowCompiler compiler, InputBinding inputs, Platform platform) {
        return new EngineConfig(
                specs,
                runs,
                compiler,
                () -> 0,
                inputs,
                platform,
                Grants.DEFAULT,
                SecretSource.NONE,
                EngineLimits.DEFAULT);
    }

    public EngineConfig typesGeneration(LongSupplier typesGeneration) {
        return new EngineConfig(specs, runs, compiler, typesGeneration, inputs, platform, grants, secrets, limits);
    }

    public EngineConfig platform(Platform platform) {
        return new EngineConfig(specs, runs, compiler, typesGeneration, inputs, platform, grants, secrets, limits);
    }

    public EngineConfig grants(Grants grants) {
        return new EngineConfig(specs, runs, compiler, typesGeneration, inputs, platform, grants, secrets, limits);
    }

    public EngineConfig secrets(SecretSource secrets) {
        return new EngineConfig(specs, runs, compiler, typesGeneration, inputs, platform, grants, secrets, limits);
    }

    public EngineConfig limits(EngineLimits limits) {
        return new EngineConfig(specs, runs, compiler, typesGeneration, inputs, platform, grants, secrets, limits);
    }
}
