package io.sandglass.sandbox.wasi;

import java.util.List;
import java.util.Map;

/**
 * What one run of a WASI command sees of the world. Belongs to the guest's thread.
 */
public final class WasiProcess {
    private final StringTable arguments;
    private final StringTable environment;
    private final Descriptors descriptors;
    private final GuestWorld world;
    private final long maxHostCalls;

    private long hostCalls;

    /**
     * @param arguments the command line, program name first
     * @param environment the only variables the guest sees
     * @param descriptors what is open at the start
     * @param world clock, random and sleep
     * @param maxHostCalls calls after which the guest is ended with {@link HostCallsExceeded}
     */
    public WasiProcess(
            List<String> arguments,
            Map<String, String> environment,
            Descriptors descriptors,
            GuestWorld world,
            long maxHostCalls) {
        this.arguments = StringTable.of(arguments);
        this.environment = StringTable.of(environment.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .sorted()
                .toList());
        this.descriptors = descriptors;
        this.world = world;
        this.maxHostCalls = maxHostCalls;
    }

    StringTable arguments() {
        return arguments;
    }

    StringTable environment() {
        return environment;
    }

    Descriptors descriptors() {
        return descriptors;
    }

    GuestWorld world() {
        return world;
    }

    /** How often the guest called its host. */
    public long hostCalls() {
        return hostCalls;
    }

    /** Counts one more, of WASI or of another host function; ends the guest if that is too many. */
    public void countHostCall() {
        if (hostCalls == maxHostCalls) {
            throw new HostCallsExceeded(maxHostCalls);
        }
        hostCalls++;
    }
}
