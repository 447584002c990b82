package io.sandglass.store.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest extends H2StoreContract {
    @TempDir
    private Path directory;

    @Override
    StoreSettings settings() {
        return StoreSettings.inDirectory(directory);
    }
}
