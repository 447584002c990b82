package io.sandglass.sandbox.extism;

import java.util.Map;

/** Writes names and values as a JSON object. */
final class HeadersJson {
    private HeadersJson() {}

    static String write(Map<String, String> headers) {
        StringBuilder json = new StringBuilder("{");
        headers.forEach((name, value) -> {
            json.append(json.length() > 1 ? "," : "");
            text(json, name);
            json.append(':');
            text(json, value);
        });
        return json.append('}').toString();
    }

    private static void text(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '"' || next == '\\') {
                json.append('\\').append(next);
            } else if (next < ' ') {
                json.append(String.format("\\u%04x", (int) next));
            } else {
                json.append(next);
            }
        }
        json.append('"');
    }
}
