package io.sandglass.plugin;

/** How loud a log line is. */
public enum LogLevel {
    DEBUG,
    INFO,
    WARN,
    ERROR
}
