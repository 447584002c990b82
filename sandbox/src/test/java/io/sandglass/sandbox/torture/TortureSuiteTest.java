package io.sandglass.sandbox.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every guest, twice on every engine; a table of it all is printed at the end. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
class TortureSuiteTest {
    private static final long REFUSED_WITHIN_NANOS = 50_000_000;
    private static final int TRIES = 5;

    private final List<Hostile> guests = Suite.guests();
    private final Map<String, Host> hosts = new HashMap<>();
    private final Map<String, Host.Attempt> first = new HashMap<>();
    private final Table table = new Table("case", "engine", "expected", "got");

    @BeforeAll
    void start() {
        Suite.ENGINES.forEach(engine -> hosts.put(engine, new Host(engine)));
    }

    @AfterAll
    void print() {
        hosts.values().forEach(Host::close);
        System.out.println(table);
    }

    Stream<Arguments> everywhere() {
        return Suite.ENGINES.stream().flatMap(engine -> guests.stream().map(guest -> Arguments.of(guest, engine)));
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("everywhere")
    void endsAsItMustAndHarmsNobody(Hostile guest, String engine) {
        Host host = hosts.get(engine);

        Host.Attempt once = recorded(host, guest, engine);
        Host.Attempt again = host.attempt(guest);

        assertThat(once.ended().meets(guest.expected()))
                .as(once.ended().detail())
                .isTrue();
        assertThat(again.ended().meets(guest.expected()))
                .as(again.ended().detail())
                .isTrue();
        assertSame(again, once, guest);
        assertSame(once, first.computeIfAbsent(guest.name(), name -> once), guest);
        assertRefusedSoon(host, guest);
        host.assertUnharmed();
    }

    private Host.Attempt recorded(Host host, Hostile guest, String engine) {
        try {
            Host.Attempt attempt = host.attempt(guest);
            table.add(guest.name(), engine, guest.expected(), attempt.ended().toString());
            return attempt;
        } catch (RuntimeException | Error e) {
            table.add(
                    guest.name(),
                    engine,
                    guest.expected(),
                    e.toString().lines().findFirst().orElse(""));
            throw e;
        }
    }

    /** Output and fuel follow from the module and its input alone. */
    private static void assertSame(Host.Attempt one, Host.Attempt other, Hostile guest) {
        if (!guest.expected().repeatable()) {
            return;
        }
        assertThat(one.stdout()).as("output").isEqualTo(other.stdout());
        assertThat(one.fuel()).as("fuel").isEqualTo(other.fuel());
    }

    /** The machine may be busy with other things for one try, but not for all. */
    private static void assertRefusedSoon(Host host, Hostile guest) {
        if (!guest.expected().word().equals(Ended.REFUSED)) {
            return;
        }
        long least = Long.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            long start = System.nanoTime();
            host.attempt(guest);
            least = Math.min(least, System.nanoTime() - start);
        }
        assertThat(least).as("nanoseconds to refuse").isLessThan(REFUSED_WITHIN_NANOS);
    }
}
