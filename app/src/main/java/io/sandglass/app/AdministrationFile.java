package io.sandglass.app;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.sandglass.app.TenancyBlocks.Places;
import io.sandglass.app.TenancyBlocks.Tenants;
import io.sandglass.engine.EngineLimits;
import io.sandglass.fair.Tenancy;
import io.sandglass.plugin.Limits;
import io.sandglass.spec.Durations;
import io.sandglass.spec.Quantities;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shape of {@code sandglass.yaml}. What it leaves out is as in {@link Administration#DEFAULT}. */
record AdministrationFile(
        @JsonProperty("grants") @Nullable GrantsBlock grants,
        @JsonProperty("limits") @Nullable LimitsBlock limits,
        @JsonProperty("engine") @Nullable EngineBlock engine,
        @JsonProperty("tenants") @Nullable Tenants tenants,
        @JsonProperty("store") @Nullable StoreBlock store,
        @JsonProperty("retention") @Nullable RetentionBlock retention,
        @JsonProperty("plugins") @Nullable PluginsBlock plugins,
        @JsonProperty("sandbox") @Nullable SandboxBlock sandbox,

        @JsonProperty("secrets") @Nullable SecretsBlock secrets,

        @JsonProperty("pools") @JsonSetter(contentNulls = Nulls.FAIL) @Nullable
        Map<String, Places> pools) {
    /** Strict; {@code yes} and {@code on} are words here, truth is written as true or false. */
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    /** @throws JsonProcessingException if something is wrong; {@link SettingsFault} says it in words */
    static Administration parse(String text) throws JsonProcessingException {
        JsonNode any = new ObjectMapper(new YAMLFactory()).readTree(text);
        if (any.isMissingNode() || any.isNull()) { // nothing in it but comments
            return Administration.DEFAULT;
        }
        AdministrationFile file = YAML.readValue(text, AdministrationFile.class);
        EmptyKeys.refuse(YAML, text);
        return file.settle();
    }

    private Administration settle() {
        return new Administration(
                grants == null ? Administration.DEFAULT.grants() : grants.settle(),
                limits == null ? Administration.DEFAULT.cap() : limits.settle(),
                engineLimits(),
                keeping(),
                plugins == null ? Administration.DEFAULT.plugins() : plugins.settle(),
                secrets == null ? Administration.DEFAULT.secrets() : secrets.settle(),
                sandbox == null ? Administration.DEFAULT.sandbox() : sandbox.settle());
    }

    private EngineLimits engineLimits() {
        EngineLimits limits = engine == null ? Administration.DEFAULT.engine() : engine.settle();
        return engine == null && tenants == null && pools == null
                ? limits
                : limits.tenancy(tenancy(limits.maxOpenRuns()));
    }

    private Keeping keeping() {
        Keeping keeping = store == null ? Administration.DEFAULT.store() : store.settle();
        return retention == null ? keeping : keeping.with(retention.settle());
    }

    /** @param openRuns most of a tenant that does not say how many */
    private Tenancy tenancy(int openRuns) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        if (pools != null) {
            pools.forEach((name, size) -> sizes.put(name, size.count()));
        }
        TenancyBlocks.Tenants named = tenants == null ? TenancyBlocks.Tenants.NONE : tenants;
        return new Tenancy(named.settle(openRuns), sizes);
    }

    record LimitsBlock(
            @JsonProperty("fuel") @Nullable Count fuel,
            @JsonProperty("memory") @Nullable Size memory,
            @JsonProperty("wall") @Nullable Wall wall,
            @JsonProperty("input") @Nullable Size input,
            @JsonProperty("output") @Nullable Size output,
            @JsonProperty("log") @Nullable Size log,
            @JsonProperty("scratch") @Nullable Size scratch,
            @JsonProperty("values") @Nullable Count values) {
        Limits settle() {
            Limits defaults = Administration.DEFAULT.cap();
            return new Limits(
                    fuel == null ? defaults.fuelUnits() : fuel.units(),
                    memory == null ? defaults.memoryBytes() : memory.bytes(),
                    wall == null ? defaults.wall() : wall.time(),
                    input == null ? defaults.inputBytes() : input.bytes(),
                    output == null ? defaults.outputBytes() : output.bytes(),
                    log == null ? defaults.logBytes() : log.bytes(),
                    scratch == null ? defaults.scratchBytes() : scratch.bytes(),
                    values == null ? defaults.values() : values.units());
        }
    }

    private static String text(JsonNode value, String example) {
        if (!value.isTextual() && !value.isNumber()) {
            throw new IllegalArgumentException("one value is needed here; write it as in " + example);
        }
        return value.asText();
    }

    /** As {@code 2G}. */
    record Count(long units) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Count of(JsonNode value) {
            return new Count(Quantities.count(text(value, "50M")));
        }
    }

    /** As {@code 64MiB}. */
    record Size(long bytes) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Size of(JsonNode value) {
            return new Size(Quantities.bytes(text(value, "64MiB")));
        }
    }

    /** As {@code 10m} or {@code PT10M}. */
    record Wall(Duration time) {
        private static final Duration LONGEST = Duration.ofDays(30);

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Wall of(JsonNode value) {
            String text = text(value, "10m");
            Duration time = Durations.parse(text);
            if (time.isZero() || time.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        text + " is out of range; write a time above zero, at most " + LONGEST.toDays() + " days");
            }
            return new Wall(time);
        }
    }
}
