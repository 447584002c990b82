package io.sandglass.sandbox.metering;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wabt.Wat2Wasm;
import io.sandglass.sandbox.metering.Program.Run;
import org.junit.jupiter.api.Test;

/**
 * Random programs, run interpreted and compiled, as they are and metered: the same results, the same traps, the same
 * memory afterwards, and the same fuel.
 *
 * <p>{@code -Pfuzz -Dmodules=N -Dseed=S} runs N of them from seed S on.
 */
class DifferentialTest {
    private static final int MODULES = Integer.getInteger("modules", 500);
    private static final long SEED = Long.getLong("seed", 1);
    private static final int[] ARGUMENTS = {0, 7, -1};

    @Test
    void everyWayToRunAProgramGivesTheSame() {
        int ended = 0;
        for (long seed = SEED; seed < SEED + MODULES; seed++) {
            ended += agree(seed);
        }

        System.out.println(MODULES + " modules from seed " + SEED + ": " + ended + " of " + MODULES * ARGUMENTS.length
                + " runs ended without a trap, all agree");
        assertThat(ended).as("runs that tell something").isGreaterThan(MODULES / 2);
    }

    /** @return how many of the runs ended without a trap */
    private static int agree(long seed) {
        String replay = "seed " + seed + "; replay: ./mvnw -Pfuzz -pl sandbox -am verify -Dmodules=1 -Dseed=" + seed;
        byte[] wasm = Wat2Wasm.parse(RandomProgram.of(seed));
        byte[] metered = FuelRewriter.rewrite(wasm);
        Program interpreted = Program.interpreted(wasm);
        Program compiled = Program.compiled(wasm);
        Program interpretedMetered = Program.interpreted(metered);
        Program compiledMetered = Program.compiled(metered);
        int ended = 0;
        for (int argument : ARGUMENTS) {
            Run plain = interpreted.run(argument);
            Run counted = compiledMetered.run(argument);

            assertThat(compiled.run(argument)).as(replay).isEqualTo(plain);
            assertThat(counted.unmetered()).as(replay).isEqualTo(plain);
            assertThat(interpretedMetered.run(argument)).as(replay).isEqualTo(counted);
            ended += plain.answer().startsWith("[") ? 1 : 0;
        }
        return ended;
    }
}
