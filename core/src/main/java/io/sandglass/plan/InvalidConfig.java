package io.sandglass.plan;

import java.util.List;
import java.util.stream.Collectors;

/** A node's evaluated {@code with} block is not what its type takes. The message names every field; it has no data. */
public final class InvalidConfig extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidConfig(String type, List<ConfigCheck.Flaw> flaws) {
        super("the config of node type '" + type + "' does not fit: "
                + flaws.stream().map(InvalidConfig::words).collect(Collectors.joining("; ")));
    }

    /** A document without the field is refused before it runs. */
    private static String words(ConfigCheck.Flaw flaw) {
        return "with." + flaw.field() + ": " + (flaw.missing() ? "its expression gave nothing" : flaw.reason());
    }
}
