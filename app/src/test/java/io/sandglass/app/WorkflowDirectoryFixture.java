package io.sandglass.app;

import io.sandglass.spec.WorkflowKey;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A home whose directory of workflows is looked at by hand. */
abstract class WorkflowDirectoryFixture {
    static final WorkflowKey X = new WorkflowKey("default", "x");

    @TempDir
    Path root;

    WatchedHome home;

    @BeforeEach
    void open() {
        home = new WatchedHome(root);
    }

    @AfterEach
    void close() {
        home.close();
    }
}
