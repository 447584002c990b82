package io.sandglass.plugin.standard;

import io.sandglass.plugin.Limits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** What stands between a native program and the host; the strongest last. */
enum Isolation {
    /** Caps on memory, processor time and files; it sees the files, processes and network of the host. */
    PRLIMIT {
        @Override
        List<String> walls(String program, Limits limits) {
            return dyingWithParent();
        }
    },
    /** And namespaces of its own for processes, network, mounts, users, without rights in them: it still sees all files. */
    UNSHARE {
        @Override
        List<String> walls(String program, Limits limits) {
            List<String> walls = new ArrayList<>(dyingWithParent());
            walls.addAll(List.of(Tools.require("unshare"), "--user", "--map-root-user", "--mount", "--pid", "--fork"));
            walls.addAll(List.of("--kill-child", "--mount-proc", "--net", "--ipc", "--uts", "--cgroup", "--"));
            walls.addAll(List.of(Tools.require("setpriv"), "--bounding-set", "-all", "--inh-caps", "-all"));
            walls.addAll(List.of("--no-new-privs", "--"));
            return walls;
        }
    },
    /** And nothing of the file system but a read-only {@code /usr}, the program itself, and a bounded room for files. */
    BWRAP {
        @Override
        List<String> walls(String program, Limits limits) {
            return Bubblewrap.installed().walls(program, limits.memoryBytes());
        }
    };

    private static final long PROBE_SECONDS = 5;
    private static final Set<Isolation> WORKING = ConcurrentHashMap.newKeySet();

    /** Around the program, outermost first; the caps come after them. */
    abstract List<String> walls(String program, Limits limits);

    /** As a workflow writes it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Isolation> named(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }

    /** The strongest that works on this machine and is not weaker than this. */
    Optional<Isolation> strongest() {
        return Arrays.stream(values())
                .filter(one -> one.compareTo(this) >= 0 && one.works())
                .reduce((weaker, stronger) -> stronger);
    }

    /**
     * Tried until it works once: a tool may be there and yet not be allowed to do its work, in a container for example, or
     * not for now, on a machine that is busy.
     */
    boolean works() {
        if (WORKING.contains(this)) {
            return true;
        }
        boolean works = probe();
        if (works) {
            WORKING.add(this);
        }
        return works;
    }

    /** The whole command before the program: walls, then caps. */
    List<String> before(String program, Limits limits, Duration wall) {
        List<String> all = new ArrayList<>(walls(program, limits));
        all.addAll(caps(limits, wall));
        return all;
    }

    private List<String> caps(Limits limits, Duration wall) {
        long file = Math.max(limits.outputBytes(), limits.logBytes()) + 1; // one more tells that it was too much
        List<String> caps = new ArrayList<>(List.of(
                Tools.require("prlimit"),
                "--as=" + limits.memoryBytes(),
                "--cpu=" + (wall.toSeconds() + 1),
                "--fsize=" + file,
                "--nofile=256",
                "--core=0"));
        if (this != PRLIMIT) { // elsewhere all processes of the user count together, those of the host too
            caps.add("--nproc=256");
        }
        caps.add("--");
        return caps;
    }

    private boolean probe() {
        try {
            String nothing = Tools.require("true");
            List<String> command = new ArrayList<>(before(nothing, Limits.DEFAULT, Duration.ofSeconds(PROBE_SECONDS)));
            command.add(nothing);
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                return process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException | IllegalStateException missing) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<String> dyingWithParent() {
        return Tools.find("setpriv")
                .map(setpriv -> List.of(setpriv, "--pdeathsig", "KILL", "--"))
                .orElse(List.of());
    }
}
