package io.sandglass.app.cli;

/** How a command shows its result. */
enum OutputFormat {
    /** For people. */
    TABLE,
    JSON,
    YAML
}
