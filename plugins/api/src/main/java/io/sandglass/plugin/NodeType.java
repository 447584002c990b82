package io.sandglass.plugin;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A kind of node: the name workflows call it by and the config fields it takes. Immutable.
 *
 * @param name what a workflow writes as {@code type}; letters, digits, dots, dashes and underscores
 * @param version the semantic version {@code major.minor.patch}
 * @param description one sentence for people; may be empty
 * @param config the fields of the {@code with} block, in the order to show them
 * @param open whether fields beyond {@code config} are taken too
 * @param pure whether the output depends on the config alone and nothing outside is touched: doing it again, or once
 *     more, gives the same and harms nobody
 */
public record NodeType(
        String name, String version, String description, Map<String, ConfigField> config, boolean open, boolean pure) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final Pattern VERSION = Pattern.compile("\\d{1,6}\\.\\d{1,6}\\.\\d{1,6}");

    public NodeType {
        requireNonNull(description, "description");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a node type's name must match " + NAME + ", but is: " + name);
        }
        if (!VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException("a version must be major.minor.patch, but is: " + version);
        }
        config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
    }

    /** One that is not pure. */
    public NodeType(String name, String version, String description, Map<String, ConfigField> config, boolean open) {
        this(name, version, description, config, open, false);
    }

    /** A type without config fields; add them with {@link #config}. Version 1 is written {@code 1.0.0}. */
    public static NodeType of(String name, int majorVersion) {
        return of(name, majorVersion + ".0.0");
    }

    public static NodeType of(String name, String version) {
        return new NodeType(name, version, "", Map.of(), false);
    }

    /** The same type with one more field. */
    public NodeType config(String field, ConfigField definition) {
        Map<String, ConfigField> fields = new LinkedHashMap<>(config);
        fields.put(field, definition);
        return new NodeType(name, version, description, fields, open, pure);
    }

    /** The same type, taking any further fields. */
    public NodeType openConfig() {
        return new NodeType(name, version, description, config, true, pure);
    }

    /**
     * The same type, whose output depends on its config alone, and which touches nothing outside. What comes after such a
     * node need not wait until its success is on disk.
     */
    public NodeType asPure() {
        return new NodeType(name, version, description, config, open, true);
    }

    /** The same type with a sentence for people. */
    public NodeType describedAs(String description) {
        return new NodeType(name, version, description, config, open, pure);
    }
}
