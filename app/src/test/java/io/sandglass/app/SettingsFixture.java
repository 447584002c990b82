package io.sandglass.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A home with a file of settings. */
abstract class SettingsFixture {
    @TempDir
    Path scratch;

    Path file;

    @BeforeEach
    void nameTheFile() {
        file = scratch.resolve("sandglass.yaml");
    }

    Administration read(String text) throws IOException {
        Files.writeString(file, text);
        return Administration.read(file);
    }
}
