package io.sandglass.sandbox.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.Wabt;
import io.sandglass.sandbox.Wat;
import io.sandglass.sandbox.metering.FuelRewriter;
import io.sandglass.sandbox.metering.RandomProgram;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the rewriter makes is valid to a validator that knows nothing of it. */
class IndependentValidationTest {
    /** The validator does not know tail calls. */
    private static final List<String> UNKNOWN = List.of("tailcall_loop", "tailcall_mutual");

    static Stream<Arguments> modules() {
        Stream<Arguments> guests = Suite.guests().stream()
                .filter(guest -> !guest.expected().beforeTheRun() && !UNKNOWN.contains(guest.name()))
                .map(guest -> Arguments.of(guest.name(), guest.wasm()));
        Stream<Arguments> random = LongStream.range(1_000, 1_020)
                .mapToObj(seed -> Arguments.of("random program " + seed, Wat.module(RandomProgram.of(seed))));
        return Stream.concat(guests, random);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modules")
    void takesTheModuleBeforeAndAfter(String name, byte[] wasm) {
        assertThat(Wabt.problem(wasm)).isEmpty();
        assertThat(Wabt.problem(FuelRewriter.rewrite(wasm))).isEmpty();
    }

    @Test
    void tailCallsAreWrittenAsWhatItKnows() {
        assertThat(Suite.guests())
                .filteredOn(guest -> UNKNOWN.contains(guest.name()))
                .hasSameSizeAs(UNKNOWN)
                .allSatisfy(guest -> assertThat(Wabt.problem(FuelRewriter.rewrite(guest.wasm())))
                        .isEmpty());
    }

    @Test
    void theValidatorTellsWhatIsWrong() {
        assertThat(Wabt.problem(Binary.command("41 01"))).isPresent();
    }
}
