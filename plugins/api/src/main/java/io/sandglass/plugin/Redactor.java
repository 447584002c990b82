package io.sandglass.plugin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of texts: as they are, and as Base64, URL-encoded, escaped for JSON or in hexadecimal. Immutable.
 *
 * <p>What was changed in another way, cut in two or counted out letter by letter is not found.
 */
public final class Redactor {
    /** What stands for a secret. */
    public static final String MASK = "[secret]";

    /** Finds nothing. */
    public static final Redactor NONE = new Redactor(List.of());

    private final List<String> forms;

    private Redactor(List<String> forms) {
        this.forms = forms;
    }

    /** @param secrets the values; empty ones are passed over */
    public static Redactor of(Collection<String> secrets) {
        List<String> forms = secrets.stream()
                .filter(secret -> !secret.isEmpty())
                .flatMap(secret -> SecretForms.of(secret).stream())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        return forms.isEmpty() ? NONE : new Redactor(forms);
    }

    /** The text without secrets; the same object if there are none. */
    public String redact(String text) {
        String clean = text;
        for (String form : forms) {
            clean = clean.contains(form) ? clean.replace(form, MASK) : clean;
        }
        return clean;
    }

    /** The bytes without secrets; the same array if there are none. */
    public byte[] redact(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        String clean = text;
        for (String form : forms) {
            String encoded = new String(form.getBytes(UTF_8), ISO_8859_1);
            clean = clean.contains(encoded) ? clean.replace(encoded, MASK) : clean;
        }
        return clean.equals(text) ? bytes : clean.getBytes(ISO_8859_1);
    }

    /** The value without secrets, names of fields included; the same object if there is nothing to look for. */
    public Payload redact(Payload payload) {
        return this == NONE ? payload : Payload.of(redacted(payload.value()));
    }

    private @Nullable Object redacted(@Nullable Object value) {
        if (value instanceof String text) {
            return redact(text);
        }
        if (value instanceof Number number) {
            String text = number.toString();
            String clean = redact(text);
            return clean.equals(text) ? number : clean;
        }
        if (value instanceof List<?> items) {
            List<@Nullable Object> clean = new ArrayList<>();
            items.forEach(item -> clean.add(redacted(item)));
            return clean;
        }
        if (value instanceof Map<?, ?> fields) {
            Map<String, @Nullable Object> clean = new LinkedHashMap<>();
            fields.forEach((name, item) -> clean.put(redact(String.valueOf(name)), redacted(item)));
            return clean;
        }
        return value;
    }
}
