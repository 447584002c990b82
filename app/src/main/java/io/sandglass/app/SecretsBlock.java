package io.sandglass.app;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.sandglass.app.GrantsBlock.SecretName;
import java.util.LinkedHashMap;
import java.util.Map;

/** The part {@code secrets} of {@code sandglass.yaml}: where each secret is, by its name. */
record SecretsBlock(Map<String, SecretBlock> byName) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static SecretsBlock of(@JsonSetter(contentNulls = Nulls.FAIL) Map<String, SecretBlock> byName) {
        byName.keySet().forEach(SecretName::new);
        return new SecretsBlock(byName);
    }

    SecretPlaces settle() {
        Map<String, SecretPlaces.Place> places = new LinkedHashMap<>();
        byName.forEach((name, block) -> places.put(name, block.settle()));
        return new SecretPlaces(places);
    }
}
