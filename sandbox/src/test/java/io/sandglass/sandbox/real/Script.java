package io.sandglass.sandbox.real;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.ChicoryException;
import io.sandglass.sandbox.metering.BareModule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** What a test does with the exports of a library, and what it saw of it. */
final class Script {
    private final Instance instance;
    private final List<String> calls;

    private Script(Instance instance, List<String> calls) {
        this.instance = instance;
        this.calls = calls;
    }

    /**
     * What was seen.
     *
     * @param told what the scenes found worth telling, or the words of a trap
     * @param calls what the module called of its host
     * @param memory a checksum over the memory afterwards
     * @param fuel what was used; 0 if the module is not metered
     */
    record Seen(String told, List<String> calls, long memory, long fuel) {
        Seen unmetered() {
            return new Seen(told, calls, memory, 0);
        }
    }

    /** How the arguments of a call are noted. */
    interface Listener {
        String note(Instance caller, String name, long[] arguments);
    }

    /** The host answers 0 to everything. */
    static Seen play(BareModule module, Listener listener, Function<Script, String> scenes) {
        List<String> calls = new ArrayList<>();
        Instance instance = module.instantiate(BareModule.FUEL, (caller, name, arguments) -> {
            calls.add(listener.note(caller, name, arguments));
            return 0;
        });
        String told = told(scenes, new Script(instance, calls));
        long fuel = BareModule.FUEL - module.fuelLeft(instance, BareModule.FUEL);
        return new Seen(told, List.copyOf(calls), BareModule.checksum(instance), fuel);
    }

    /** Notes the arguments as they are. */
    static String plainly(Instance caller, String name, long[] arguments) {
        return name + Arrays.toString(arguments);
    }

    private static String told(Function<Script, String> scenes, Script script) {
        try {
            return scenes.apply(script);
        } catch (ChicoryException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Calls an export; its first result, or 0 if it has none. */
    long call(String export, long... arguments) {
        long[] results = instance.export(export).apply(arguments);
        return results == null || results.length == 0 ? 0 : results[0];
    }

    /** Has the module find room for bytes and puts them there. */
    long place(String allocator, byte[] bytes, long... alsoGiven) {
        long[] arguments = new long[1 + alsoGiven.length];
        arguments[0] = bytes.length;
        System.arraycopy(alsoGiven, 0, arguments, 1, alsoGiven.length);
        long address = call(allocator, arguments);
        instance.memory().write((int) address, bytes);
        return address;
    }

    String text(long address, long length) {
        return new String(instance.memory().readBytes((int) address, (int) length), UTF_8);
    }

    List<String> calls() {
        return List.copyOf(calls);
    }
}
