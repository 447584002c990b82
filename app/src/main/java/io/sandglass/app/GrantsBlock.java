package io.sandglass.app;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.sandglass.engine.attempt.Grants;
import io.sandglass.plugin.HostPattern;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The part {@code grants} of {@code sandglass.yaml}. What it leaves out is as in {@link Grants#DEFAULT}. */
record GrantsBlock(
        @JsonProperty("exec") @JsonSetter(contentNulls = Nulls.FAIL) @Nullable
        Set<Program> exec,

        @JsonProperty("http") @JsonSetter(contentNulls = Nulls.FAIL) @Nullable
        Set<Host> http,

        @JsonProperty("privateNetworks") @Nullable Boolean privateNetworks,

        @JsonProperty("secrets") @JsonSetter(contentNulls = Nulls.FAIL) @Nullable
        Set<SecretName> secrets,

        @JsonProperty("kv") @Nullable Boolean kv,

        @JsonProperty("native") @JsonSetter(contentNulls = Nulls.FAIL) @Nullable
        Map<String, WallsBlock> walled) {
    Grants settle() {
        Grants defaults = Grants.DEFAULT;
        return new Grants(
                exec == null ? defaults.exec() : texts(exec, Program::name),
                http == null ? defaults.httpHosts() : texts(http, Host::pattern),
                Optional.ofNullable(privateNetworks).orElse(defaults.privateNetworks()),
                secrets == null ? defaults.secrets() : texts(secrets, SecretName::name),
                Optional.ofNullable(kv).orElse(defaults.kv()),
                walls());
    }

    private Map<String, String> walls() {
        Map<String, String> walls = new LinkedHashMap<>();
        if (walled != null) {
            walled.forEach((program, block) -> walls.put(program, block.level()));
        }
        return walls;
    }

    private static <T> Set<String> texts(Set<T> items, Function<T, String> text) {
        return items.stream().map(text).collect(Collectors.toUnmodifiableSet());
    }

    /** As {@code gzip}, {@code /usr/bin/jq} or {@code *}. */
    record Program(String name) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Program {
            if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("a program's name must not be empty; write a name such as gzip");
            }
        }
    }

    /** As {@code api.example.com}, {@code *.example.com:8443} or {@code *}. */
    record Host(String pattern) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Host {
            if (HostPattern.parse(pattern).isEmpty()) {
                throw new IllegalArgumentException(
                        "'" + pattern + "' is not a host name; " + HostPattern.HOW_TO_WRITE + "; \"*\" is all of them");
            }
        }
    }

    /** As {@code ordersApi} or {@code *}. */
    record SecretName(String name) {
        private static final Pattern SHAPE = Pattern.compile("\\*|[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        SecretName {
            if (!SHAPE.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "'" + name + "' is no name of a secret; use letters, digits, dots, dashes and underscores");
            }
        }
    }
}
