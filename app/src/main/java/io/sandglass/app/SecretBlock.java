package io.sandglass.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sandglass.app.SecretPlaces.Place;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One entry of the part {@code secrets} of {@code sandglass.yaml}: where a secret is, never what it is. */
record SecretBlock(
        @JsonProperty("env") @Nullable String env,
        @JsonProperty("file") @Nullable String file) {
    SecretBlock {
        new Place(Optional.ofNullable(env), Optional.ofNullable(file)); // here a bad place is reported with its line
    }

    Place settle() {
        return new Place(Optional.ofNullable(env), Optional.ofNullable(file));
    }
}
