package io.sandglass.plugin.host;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs plugin code that a scan has to run (static initialisers, constructors, {@code type()}) on a thread of its own, so
 * that code that never ends costs a thread, not the service.
 */
final class Discovery {
    private final Duration limit;

    Discovery(Duration limit) {
        this.limit = limit;
    }

    /**
     * @param work anything it throws refuses the plugin
     * @throws PluginRefused if the work fails or takes too long; then its thread is interrupted and left behind
     */
    <T> T run(String file, ClassLoader loader, Callable<T> work) throws PluginRefused {
        FutureTask<Outcome<T>> task = new FutureTask<>(() -> Outcome.of(work));
        Thread thread = new Thread(task, "plugin-discovery-" + file);
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
        thread.start();
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS).orRefuse();
        } catch (TimeoutException hanging) {
            String where = place(thread);
            task.cancel(true);
            throw new PluginRefused("its constructor or static initialiser did not end within " + limit.toSeconds()
                    + " s" + where + "; do such work in execute()");
        } catch (ExecutionException impossible) {
            throw new AssertionError(impossible);
        } catch (InterruptedException interrupted) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new PluginRefused("the scan was interrupted");
        }
    }

    private static String place(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        for (StackTraceElement frame : stack) {
            if (!frame.getClassName().startsWith("java.")
                    && !frame.getClassName().startsWith("jdk.")) {
                return " (it is at " + frame + ")";
            }
        }
        return "";
    }

    /** A value or a reason, so that no exception of a plugin's own class leaves its thread. */
    private record Outcome<T>(Callable<T> value) {
        static <T> Outcome<T> of(Callable<T> work) {
            try {
                T value = work.call();
                return new Outcome<>(() -> value);
            } catch (PluginRefused refused) {
                return refused(refused.reason());
            } catch (Throwable broken) { // whatever plugin code throws, only the plugin is refused
                return refused(Reasons.of(broken));
            }
        }

        private static <T> Outcome<T> refused(String reason) {
            return new Outcome<>(() -> {
                throw new PluginRefused(reason);
            });
        }

        T orRefuse() throws PluginRefused {
            try {
                return value.call();
            } catch (PluginRefused refused) {
                throw refused;
            } catch (Exception impossible) {
                throw new AssertionError(impossible);
            }
        }
    }
}
