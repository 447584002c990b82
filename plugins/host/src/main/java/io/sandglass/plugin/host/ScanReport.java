package io.sandglass.plugin.host;

import java.util.List;

/**
 * What one scan found.
 *
 * @param changed whether {@link PluginRegistry#entries()} answers differently than before
 * @param unsettled files that were still being written and were left for the next scan
 */
public record ScanReport(boolean changed, List<String> unsettled) {
    public ScanReport {
        unsettled = List.copyOf(unsettled);
    }
}
