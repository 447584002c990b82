package io.sandglass.store.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    private Path home;

    @Test
    void givesBackWhatWasAppendedAfterReopening() {
        JournalSettings settings = JournalSettings.in(home.resolve("journal"));
        try (Journal journal = Journal.open(settings)) {
            assertThat(journal.append(List.of(frame("a"), frame("b")))).isEqualTo(2);
            assertThat(journal.append(List.of(frame("c")))).isEqualTo(3);
        }

        try (Journal journal = Journal.open(settings)) {
            assertThat(journal.lastSeq()).isEqualTo(3);
            assertThat(texts(journal, 0)).containsExactly("1a", "2b", "3c");
            assertThat(texts(journal, 2)).containsExactly("3c");
            assertThat(journal.append(List.of(frame("d")))).isEqualTo(4);
            assertThat(texts(journal, 3)).containsExactly("4d");
        }
    }

    private static Frame frame(String text) {
        return new Frame((byte) 7, text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> texts(Journal journal, long after) {
        List<String> texts = new ArrayList<>();
        journal.replay(after, entry -> texts.add(entry.seq() + new String(entry.payload(), StandardCharsets.UTF_8)));
        return texts;
    }
}
