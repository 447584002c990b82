package io.sandglass.plugin.host;

/** Whether a plugin was loaded. */
public enum PluginState {
    /** Its types can be used. */
    LOADED,
    /** It could not be loaded, or its types clash with others; it provides nothing. */
    REFUSED,
    /** It was loaded, but broke too often, or harmed the host; its nodes fail at once until it is replaced or released. */
    QUARANTINED
}
