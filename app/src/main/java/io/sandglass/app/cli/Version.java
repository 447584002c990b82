package io.sandglass.app.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** What is running. */
final class Version implements IVersionProvider {
    /** The version of this build; {@code development} when not run from its JAR. */
    static String product() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "Sandglass " + product(), "Java " + Runtime.version() + " (" + System.getProperty("java.vm.name") + ")"
        };
    }
}
