package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.sandglass.engine.Grants;
import io.sandglass.plugin.Limits;
import io.sandglass.spec.Quantities;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the administrator of a home has settled in its {@code sandglass.yaml}.
 *
 * @param grants what workflows may ask for
 * @param cap no attempt gets more than this
 */
public record Administration(Grants grants, Limits cap) {
    private static final long GIB = 1024L * 1024 * 1024;

    /** What holds without a file: no programs, any public host, at most 1 GiB and an hour for a guest. */
    public static final Administration DEFAULT = new Administration(
            Grants.DEFAULT,
            new Limits(
                    1_000_000_000_000L,
                    GIB,
                    Duration.ofHours(1),
                    64 * 1024 * 1024,
                    64 * 1024 * 1024,
                    16 * 1024 * 1024));

    public Administration {
        requireNonNull(grants, "grants");
        requireNonNull(cap, "cap");
    }

    /**
     * Reads the file; where there is none the defaults hold.
     *
     * @throws UncheckedIOException if it cannot be read or is wrong; the message says where and what to do
     */
    public static Administration read(Path file) {
        if (!Files.exists(file)) {
            return DEFAULT;
        }
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        try {
            return yaml.readValue(Files.readString(file), File.class).settle();
        } catch (UnrecognizedPropertyException e) {
            throw wrong(
                    file,
                    "line " + e.getLocation().getLineNr() + ": there is no setting '" + e.getPropertyName()
                            + "'; known here are " + e.getKnownPropertyIds(),
                    e);
        } catch (JsonProcessingException e) {
            String line =
                    e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
            throw wrong(file, line + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw wrong(file, String.valueOf(e.getMessage()), new IOException(e));
        } catch (IOException e) {
            throw wrong(file, String.valueOf(e.getMessage()), e);
        }
    }

    /** These settings with more programs allowed. */
    public Administration allowing(Collection<String> programs) {
        Set<String> all = new java.util.TreeSet<>(grants.exec());
        all.addAll(programs);
        return new Administration(new Grants(all, grants.httpHosts(), grants.privateNetworks()), cap);
    }

    private static UncheckedIOException wrong(Path file, String what, IOException cause) {
        return new UncheckedIOException(file + " cannot be used: " + what, cause);
    }

    private record File(
            @JsonProperty("grants") @Nullable GrantsBlock grants,
            @JsonProperty("limits") @Nullable LimitsBlock limits) {
        Administration settle() {
            return new Administration(
                    grants == null ? DEFAULT.grants() : grants.settle(),
                    limits == null ? DEFAULT.cap() : limits.settle());
        }
    }

    private record GrantsBlock(
            @JsonProperty("exec") @Nullable Set<String> exec,
            @JsonProperty("http") @Nullable Set<String> http,
            @JsonProperty("privateNetworks") @Nullable Boolean privateNetworks) {
        Grants settle() {
            Grants defaults = DEFAULT.grants();
            return new Grants(
                    Optional.ofNullable(exec).orElse(defaults.exec()),
                    Optional.ofNullable(http).orElse(defaults.httpHosts()),
                    Optional.ofNullable(privateNetworks).orElse(defaults.privateNetworks()));
        }
    }

    private record LimitsBlock(
            @JsonProperty("fuel") @Nullable String fuel,
            @JsonProperty("memory") @Nullable String memory,
            @JsonProperty("wall") @Nullable String wall,
            @JsonProperty("input") @Nullable String input,
            @JsonProperty("output") @Nullable String output,
            @JsonProperty("log") @Nullable String log) {
        Limits settle() {
            Limits defaults = DEFAULT.cap();
            return new Limits(
                    fuel == null ? defaults.fuelUnits() : Quantities.count(fuel),
                    memory == null ? defaults.memoryBytes() : Quantities.bytes(memory),
                    wall == null ? defaults.wall() : Duration.parse(wall),
                    input == null ? defaults.inputBytes() : Quantities.bytes(input),
                    output == null ? defaults.outputBytes() : Quantities.bytes(output),
                    log == null ? defaults.logBytes() : Quantities.bytes(log));
        }
    }
}
