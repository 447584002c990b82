package io.sandglass.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.capability.GuestLog.Level;
import org.junit.jupiter.api.Test;

class GuestLinesTest {
    @Test
    void keepsLinesUpToANumberOfBytes() {
        GuestLines lines = new GuestLines(4);

        lines.log(Level.INFO, "\u00e9\u00e9");
        lines.log(Level.INFO, "a");
        lines.log(Level.INFO, "");

        assertThat(lines.lines())
                .extracting(GuestLines.Line::text)
                .containsExactly("\u00e9\u00e9", "further lines are dropped: the limit of 4 bytes is reached");
    }
}
