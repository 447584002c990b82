package io.sandglass.sandbox.hostcall;

import io.sandglass.sandbox.capability.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Reads {@code {"method": text, "url": text, "headers": {name: text}}} strictly: JSON of these members only, each at most
 * once; {@code null} counts as left out. Does not recurse.
 */
final class RequestJson {
    private static final Set<String> MEMBERS = Set.of("method", "url", "headers");

    private final JsonCursor json;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, String> texts = new LinkedHashMap<>();

    private RequestJson(String text) {
        this.json = new JsonCursor(text);
    }

    /** @throws BadArgument if it is anything else */
    static HttpRequest read(String head, byte[] body) {
        RequestJson request = new RequestJson(head);
        request.members();
        String url = request.texts.get("url");
        if (url == null) {
            throw JsonCursor.bad("a request needs a url");
        }
        return new HttpRequest(request.texts.getOrDefault("method", "GET"), url, request.headers, body);
    }

    private void members() {
        json.object(name -> {
            if (!MEMBERS.contains(name)) {
                throw JsonCursor.bad("a request has method, url and headers, but no '" + name + "'");
            }
            if (json.isNull()) {
                return;
            }
            if (name.equals("headers")) {
                json.object(header -> once(headers, header, json.text()));
            } else {
                once(texts, name, json.text());
            }
        });
        json.end();
    }

    private static void once(Map<String, String> all, String name, String value) {
        if (all.put(name, value) != null) {
            throw JsonCursor.bad("'" + name + "' is there twice");
        }
    }
}
