package io.sandglass.store.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The digests of a run's nodes, each digest once: a hundred thousand nodes are often of a few types only. */
final class Digests {
    private Digests() {}

    static void write(ByteSink out, Map<String, String> digests) {
        Map<String, List<String>> nodes = new LinkedHashMap<>();
        digests.forEach((node, digest) ->
                nodes.computeIfAbsent(digest, key -> new ArrayList<>()).add(node));
        out.count(nodes.size());
        nodes.forEach((digest, ids) -> {
            out.text(digest).count(ids.size());
            ids.forEach(out::text);
        });
    }

    static Map<String, String> read(ByteSource in) {
        Map<String, String> digests = new HashMap<>();
        for (int types = in.length(); types > 0; types--) {
            String digest = in.text();
            for (int nodes = in.length(); nodes > 0; nodes--) {
                digests.put(in.text(), digest);
            }
        }
        return digests;
    }
}
