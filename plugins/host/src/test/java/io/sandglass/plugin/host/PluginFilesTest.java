package io.sandglass.plugin.host;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.Iterator;
import org.junit.jupiter.api.Test;

class PluginFilesTest {
    @Test
    void aDirectoryThatBreaksWhileItIsListedIsAnIoProblem() {
        DirectoryStream<Path> breaking = new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                throw new DirectoryIteratorException(new IOException("stale handle"));
            }

            @Override
            public void close() {}
        };

        assertThatThrownBy(() -> PluginFiles.sorted(breaking))
                .isInstanceOf(IOException.class)
                .hasMessage("stale handle");
    }
}
