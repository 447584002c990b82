package io.sandglass.sandbox.torture;

import io.sandglass.sandbox.Compiling;
import io.sandglass.sandbox.InvalidModule;
import io.sandglass.sandbox.Invocation;
import io.sandglass.sandbox.Outcome;
import io.sandglass.sandbox.SandboxLimits;
import io.sandglass.sandbox.SandboxModule;
import io.sandglass.sandbox.SandboxResult;
import io.sandglass.sandbox.SandboxSettings;
import io.sandglass.sandbox.Surroundings;
import io.sandglass.sandbox.Wabt;
import io.sandglass.sandbox.WasmSandbox;
import io.sandglass.sandbox.metering.FuelRewriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * What became of a module of others.
 *
 * @param bytes its size
 * @param detail how it ended and what it used, or why it did not run
 */
record CorpusRow(Path file, long bytes, Verdict verdict, String detail) {
    /** Time and chance would have a say in what real programs do: Rust's hash maps are shuffled anew in each run. */
    private static final Invocation CALL = Invocation.of(new byte[0])
            .withLimits(SandboxLimits.DEFAULTS
                    .withFuelUnits(200_000_000)
                    .withMemoryBytes(256 << 20)
                    .withWall(Duration.ofSeconds(60)))
            .withSurroundings(Surroundings.NONE.strictly(new Surroundings.Strict(Instant.EPOCH, "corpus")));

    private static final SandboxSettings SETTINGS =
            SandboxSettings.defaults().withCompiling(Compiling.DEFAULTS.withLimit(Duration.ofMinutes(2)));

    private static final long MOST_READ = 64 << 20;
    private static final long MOST_VALIDATED_AGAIN = 1 << 20;

    enum Verdict {
        /** It ran on every engine, to the same end with the same fuel and output. */
        SAME,
        /** It cannot be linked: no command, or it wants what is not offered. */
        UNLINKED,
        /** The policy does not let it in. */
        REFUSED,
        /** An engine says that it is no valid module. */
        INVALID,
        /** The clock ended it, or its compilation, on one engine at least, so there is nothing to compare. */
        CUT,
        /** The file cannot be read. */
        UNREADABLE,
        /** The engines do not agree. */
        DIFFERENT,
        /** The sandbox broke, or the rewritten module is not valid where the original is. */
        BROKEN;

        /** Whether something is wrong with the sandbox. */
        boolean isBad() {
            return this == DIFFERENT || this == BROKEN;
        }
    }

    static CorpusRow of(Path file) {
        try {
            long bytes = Files.size(file);
            if (bytes > MOST_READ) {
                return new CorpusRow(file, bytes, Verdict.REFUSED, "larger than 64 MiB, not even read");
            }
            return judged(file, Files.readAllBytes(file));
        } catch (IOException e) {
            return new CorpusRow(file, 0, Verdict.UNREADABLE, String.valueOf(e.getMessage()));
        }
    }

    private static CorpusRow judged(Path file, byte[] wasm) {
        try {
            List<Ran> all =
                    Suite.ENGINES.stream().map(engine -> Ran.on(engine, wasm)).toList();
            Verdict verdict = verdict(all);
            boolean spoiled = verdict == Verdict.SAME && isSpoiled(wasm);
            return new CorpusRow(file, wasm.length, spoiled ? Verdict.BROKEN : verdict, detail(all, spoiled));
        } catch (RuntimeException | Error broken) { // told as a row, so that the others are seen too
            return new CorpusRow(file, wasm.length, Verdict.BROKEN, broken.toString());
        }
    }

    private static Verdict verdict(List<Ran> all) {
        if (all.stream().anyMatch(ran -> ran.verdict == Verdict.CUT)) {
            return Verdict.CUT;
        }
        Ran first = all.get(0);
        return all.stream().allMatch(first::agrees) ? first.verdict : Verdict.DIFFERENT;
    }

    private static String detail(List<Ran> all, boolean spoiled) {
        String first = all.get(0).toString();
        if (spoiled) {
            return "not valid once metered; " + first;
        }
        return all.get(0).verdict != Verdict.SAME
                        || all.stream().map(Ran::toString).allMatch(first::equals)
                ? first
                : String.join(" | ", all.stream().map(Ran::toString).toList());
    }

    /** Whether another toolkit takes the module, and not what the rewriter makes of it. */
    private static boolean isSpoiled(byte[] wasm) {
        return wasm.length <= MOST_VALIDATED_AGAIN
                && Wabt.problem(wasm).isEmpty()
                && Wabt.problem(FuelRewriter.rewrite(wasm)).isPresent();
    }

    /** One run, or why there was none. */
    private record Ran(Verdict verdict, String end, long fuelUnits, int outputHash) {
        static Ran on(String engine, byte[] wasm) {
            try (WasmSandbox sandbox = Suite.sandbox(SETTINGS, engine)) {
                SandboxModule module = sandbox.load(wasm);
                return of(sandbox.run(module, CALL));
            } catch (InvalidModule e) {
                Ended refused = Ended.of(e);
                return new Ran(verdict(e, refused), refused.detail(), 0, 0);
            }
        }

        private static Verdict verdict(InvalidModule thrown, Ended refused) {
            if (thrown.mayPass()) {
                return Verdict.CUT;
            }
            return refused.word().equals(Ended.REFUSED) ? Verdict.REFUSED : Verdict.INVALID;
        }

        private static Ran of(SandboxResult result) {
            return new Ran(
                    verdict(result.outcome()),
                    Ended.of(result).toString(),
                    result.usage().fuelUnits(),
                    Arrays.hashCode(result.stdout()));
        }

        private static Verdict verdict(Outcome outcome) {
            return switch (outcome) {
                case LINK_ERROR -> Verdict.UNLINKED;
                case TIMED_OUT, CANCELLED -> Verdict.CUT;
                case ABANDONED, ENGINE_ERROR, HOST_CALL_FAILED -> Verdict.BROKEN;
                default -> Verdict.SAME;
            };
        }

        /** Engines refuse in words of their own. */
        private boolean agrees(Ran other) {
            return verdict == other.verdict && (verdict != Verdict.SAME || equals(other));
        }

        @Override
        public String toString() {
            return verdict == Verdict.SAME ? end + ", " + fuelUnits + " units of fuel" : end;
        }
    }
}
