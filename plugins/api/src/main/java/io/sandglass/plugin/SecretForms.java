package io.sandglass.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The forms in which a secret is likely to show up. */
final class SecretForms {
    private static final Pattern PERCENT = Pattern.compile("%[0-9A-F]{2}");
    private static final int ALIGNMENTS = 3;
    private static final int BITS_OF_A_DIGIT = 6;
    private static final int SHORTEST_BASE64 = 6;
    /** Anything shorter cannot be distinguished from ordinary text. */
    private static final int SHORTEST_LINE = 8;

    private SecretForms() {}

    static Set<String> of(String secret) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(secret);
        secret.lines()
                .map(String::strip)
                .filter(line -> line.length() >= SHORTEST_LINE)
                .forEach(forms::add);
        addUrlForms(secret, forms);
        addJsonForms(secret, forms);
        byte[] bytes = secret.getBytes(UTF_8);
        for (int before = 0; before < ALIGNMENTS; before++) {
            addBase64(bytes, before, forms);
        }
        for (HexFormat hex : List.of(HexFormat.of(), HexFormat.of().withUpperCase())) {
            forms.add(hex.formatHex(bytes));
            forms.add(hex.withPrefix("%").formatHex(bytes));
            forms.add(escaped(secret, hex));
        }
        return forms;
    }

    /** As JSON may write any text: each character by its number. */
    private static String escaped(String secret, HexFormat hex) {
        StringBuilder escaped = new StringBuilder();
        secret.chars().forEach(next -> escaped.append("\\u").append(hex.toHexDigits((char) next)));
        return escaped.toString();
    }

    private static void addUrlForms(String secret, Set<String> forms) {
        String form = URLEncoder.encode(secret, UTF_8);
        for (String upperCase : List.of(form, form.replace("+", "%20"))) {
            forms.add(upperCase);
            forms.add(
                    PERCENT.matcher(upperCase).replaceAll(found -> found.group().toLowerCase(Locale.ROOT)));
        }
    }

    private static void addJsonForms(String secret, Set<String> forms) {
        String plain = secret.replace("\\", "\\\\").replace("\"", "\\\"");
        forms.add(plain);
        forms.add(plain.replace("/", "\\/"));
        StringBuilder ascii = new StringBuilder();
        plain.chars().forEach(next -> {
            if (next >= ' ' && next < 0x7F) {
                ascii.append((char) next);
            } else {
                ascii.append(String.format(Locale.ROOT, "\\u%04x", next));
            }
        });
        forms.add(ascii.toString());
        forms.add(plain.replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r"));
    }

    /** The digits that depend on the secret alone when this many bytes, modulo 3, stand before it. */
    private static void addBase64(byte[] secret, int before, Set<String> forms) {
        byte[] shifted = new byte[before + secret.length];
        System.arraycopy(secret, 0, shifted, before, secret.length);
        int from = (before * Byte.SIZE + BITS_OF_A_DIGIT - 1) / BITS_OF_A_DIGIT;
        int to = shifted.length * Byte.SIZE / BITS_OF_A_DIGIT;
        if (to - from >= SHORTEST_BASE64) {
            forms.add(Base64.getEncoder().encodeToString(shifted).substring(from, to));
            forms.add(Base64.getUrlEncoder().encodeToString(shifted).substring(from, to));
        }
    }
}
