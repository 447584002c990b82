package io.sandglass.plugin.standard;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A program and all that it starts, also what is orphaned before anyone sees it: the members of one session. Known only
 * where the program {@code setsid} and Linux's {@code /proc} are there; else the session seems empty.
 */
final class ShellSession {
    private static final long KILL_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final Path PROC = Path.of("/proc");
    private static final Optional<String> SETSID =
            Files.isReadable(PROC.resolve("self/stat")) ? onPath("setsid") : Optional.empty();

    private ShellSession() {}

    /**
     * How to start this in a session that has the number of its process. The program is looked up here, so that a {@code
     * PATH} among its variables does not decide which it is; one that is not found is left for its start to complain of.
     */
    static List<String> begin(List<String> argv) {
        String program = argv.get(0);
        Optional<String> found =
                program.contains("/") ? Optional.of(program).filter(ShellSession::canRun) : onPath(program);
        if (SETSID.isEmpty() || found.isEmpty()) {
            return argv;
        }
        List<String> all = new ArrayList<>(argv);
        all.set(0, found.get());
        all.add(0, SETSID.get());
        return all;
    }

    /** Kills all members that can be killed within two seconds. */
    static void kill(long session) {
        long start = System.nanoTime();
        List<ProcessHandle> members = members(session);
        while (!members.isEmpty() && System.nanoTime() - start < KILL_NANOS) {
            members.forEach(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(LOOK_NANOS);
            members = members(session);
        }
    }

    private static List<ProcessHandle> members(long session) {
        if (SETSID.isEmpty()) {
            return List.of();
        }
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> isMember(process, session)).toList();
        }
    }

    /** Of {@code pid (name) state parent group session ...}, where the name may hold anything; the dead do not count. */
    private static boolean isMember(ProcessHandle process, long session) {
        try {
            String stat = Files.readString(PROC.resolve(process.pid() + "/stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
            return fields.length > 3 && fields[3].equals(Long.toString(session)) && !"ZX".contains(fields[0]);
        } catch (IOException gone) {
            return false;
        }
    }

    private static Optional<String> onPath(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(directory -> directory.startsWith("/"))
                .map(directory -> directory + "/" + program)
                .filter(ShellSession::canRun)
                .findFirst();
    }

    private static boolean canRun(String file) {
        return file.startsWith("/") && new File(file).isFile() && new File(file).canExecute();
    }
}
