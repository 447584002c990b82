package io.sandglass.plugin.host;

import io.sandglass.plugin.NodePlugin;
import java.util.ServiceConfigurationError;
import org.jspecify.annotations.Nullable;

/** Says in a sentence why a plugin's code could not be loaded. */
final class Reasons {
    private static final String SERVICE_PREFIX =
            ServiceConfigurationError.class.getName() + ": " + NodePlugin.class.getName() + ": ";
    private static final int LONGEST = 1_000;

    private Reasons() {}

    static String of(Throwable broken) {
        try {
            String reason = sentence(broken);
            return reason.length() <= LONGEST ? reason : reason.substring(0, LONGEST) + "...";
        } catch (Throwable alsoBroken) { // the plugin's own exception may throw when asked for its message
            return "it threw " + broken.getClass().getName() + ", which cannot even be printed";
        }
    }

    private static String sentence(Throwable broken) {
        if (broken instanceof UnsupportedClassVersionError) {
            return broken.getMessage() + "; compile it for Java 17 (--release 17), or run Sandglass on a newer Java";
        }
        if (broken instanceof NoClassDefFoundError || broken instanceof ClassNotFoundException) {
            return "it needs the class " + named(broken) + ", which is not in the JAR; put its dependencies inside";
        }
        if (broken instanceof ExceptionInInitializerError && broken.getCause() != null) {
            return "a static initialiser failed: " + brief(broken.getCause());
        }
        if (broken instanceof ServiceConfigurationError) {
            return service(brief(broken).replace(SERVICE_PREFIX, ""), broken.getCause());
        }
        return "it threw " + brief(broken);
    }

    private static String service(String message, @Nullable Throwable cause) {
        if (message.endsWith(" not found")) {
            return message.replace("Provider ", "its services file names the class ")
                    .replace(" not found", ", which is not in the JAR");
        }
        return cause == null ? message : message + ": " + sentence(cause);
    }

    private static String named(Throwable missing) {
        return String.valueOf(missing.getMessage()).replace('/', '.');
    }

    private static String brief(Throwable broken) {
        String message = broken.getMessage();
        String name = broken.getClass().getName();
        return message == null ? name : name + ": " + message;
    }
}
