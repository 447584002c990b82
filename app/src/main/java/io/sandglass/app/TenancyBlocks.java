package io.sandglass.app;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.JsonNode;
import io.sandglass.fair.Tenancy;
import io.sandglass.fair.Tenant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The shapes of {@code tenants} and {@code pools} in {@code sandglass.yaml}. */
final class TenancyBlocks {
    private TenancyBlocks() {}

    /** All tenants by name. */
    record Tenants(Map<String, TenantBlock> byName) {
        static final Tenants NONE = new Tenants(Map.of());

        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Tenants of(Map<String, @Nullable TenantBlock> byName) {
            Map<String, TenantBlock> tenants = new LinkedHashMap<>();
            byName.forEach((name, block) -> {
                if (!NAME.matcher(name).matches()) {
                    throw new IllegalArgumentException(
                            "'" + name + "' is no name of a tenant; use letters, digits, dots, dashes and underscores");
                }
                tenants.put(name, block == null ? TenantBlock.EMPTY : block);
            });
            Tenants all = new Tenants(tenants);
            // two that claim the same namespace are found here, with their place
            new Tenancy(all.settle(Tenant.MAX_OPEN_RUNS), Map.of());
            return all;
        }

        /** @param openRuns most of one that does not say how many */
        List<Tenant> settle(int openRuns) {
            List<Tenant> tenants = new ArrayList<>();
            byName.forEach((name, block) -> tenants.add(block.settle(name, openRuns)));
            if (!byName.containsKey(Tenant.DEFAULT_NAME)) {
                tenants.add(TenantBlock.EMPTY.settle(Tenant.DEFAULT_NAME, openRuns));
            }
            return tenants;
        }
    }

    /** One tenant; what it leaves out takes the default. */
    record TenantBlock(
            @JsonProperty("namespaces") @JsonSetter(contentNulls = Nulls.FAIL) @Nullable
            List<Namespace> namespaces,

            @JsonProperty("weight") @Nullable Weight weight,
            @JsonProperty("maxOpenRuns") @Nullable Places maxOpenRuns,
            @JsonProperty("maxConcurrentNodes") @Nullable Places maxConcurrentNodes,
            @JsonProperty("fuelPerDay") AdministrationFile.@Nullable Count fuelPerDay) {
        private static final TenantBlock EMPTY = new TenantBlock(null, null, null, null, null);

        Tenant settle(String name, int openRuns) {
            List<String> patterns = Optional.ofNullable(namespaces).orElse(List.of()).stream()
                    .map(Namespace::pattern)
                    .toList();
            return new Tenant(
                    name,
                    patterns,
                    weight == null ? 1 : weight.turns(),
                    maxOpenRuns == null ? openRuns : maxOpenRuns.count(),
                    maxConcurrentNodes == null ? Integer.MAX_VALUE : maxConcurrentNodes.count(),
                    fuelPerDay == null ? Long.MAX_VALUE : fuelPerDay.units());
        }
    }

    /** As {@code acme} or {@code acme.*}. */
    record Namespace(String pattern) {
        private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}(\\.\\*)?");

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Namespace of(JsonNode value) {
            if (!value.isTextual() || !SHAPE.matcher(value.textValue()).matches()) {
                throw new IllegalArgumentException(
                        value + " is no namespace; write it as in acme, or \"acme.*\" for all below it");
            }
            return new Namespace(value.textValue());
        }
    }

    /** How many in a row. */
    record Weight(int turns) {
        private static final int MOST = 1_000;

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Weight of(JsonNode value) {
            return new Weight(whole(value, MOST));
        }
    }

    /** How many at once. */
    record Places(int count) {
        private static final int MOST = 1_000_000;

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Places of(JsonNode value) {
            return new Places(whole(value, MOST));
        }
    }

    static int whole(JsonNode value, int most) {
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1 || value.intValue() > most) {
            throw new IllegalArgumentException(
                    value + " does not fit here; write a whole number from 1 to " + String.format("%,d", most));
        }
        return value.intValue();
    }
}
