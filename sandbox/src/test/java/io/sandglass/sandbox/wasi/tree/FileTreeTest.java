package io.sandglass.sandbox.wasi.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileTreeTest {
    private static final byte[] CONTENT = {1, 2, 3};

    @Test
    void holdsWhatItIsGiven() {
        FileTree tree = FileTree.readOnly("/in", Map.of("b/c/d", CONTENT, "a", CONTENT, "b/e", CONTENT), () -> 5);

        assertThat(tree.files()).containsOnlyKeys("a", "b/c/d", "b/e");
        assertThat(tree.files().get("b/c/d")).isEqualTo(CONTENT);
        assertThat(tree.root().from(0)).extracting(Directory.Entry::name).containsExactly("a", "b");
        assertThat(PathWalk.from(tree.root(), "b/c").get().modifiedNanos()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/a", "a/", "a//b", ".", "..", "a/../b", "a/.", "a\0b", "\uD800"})
    void takesNoPathThatIsNone(String path) {
        assertThatThrownBy(() -> FileTree.readOnly("/in", Map.of(path, CONTENT), () -> 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("relative");
    }

    @Test
    void aFileIsNoDirectory() {
        assertThatThrownBy(() -> FileTree.readOnly("/in", Map.of("a", CONTENT, "a/b", CONTENT), () -> 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a/b");
    }

    @Test
    void aTreeOfDirectoriesInEachOtherIsNoDeepRecursion() {
        FileTree tree = FileTree.writable("/scratch", 10, 5_000, () -> 0);
        Directory deepest = tree.root();
        for (int i = 0; i < 4_999; i++) {
            Place place = PathWalk.from(deepest, "d");
            place.createDirectory();
            deepest = (Directory) place.get();
        }
        PathWalk.from(deepest, "file").createFile();

        assertThat(tree.files()).isEmpty();
        assertThat(tree.root().encloses(deepest)).isTrue();
        assertThat(deepest.encloses(tree.root())).isFalse();
    }
}
