package io.sandglass.migration;

import java.util.List;
import java.util.Random;

/** Documents with some characters inserted, removed, moved or overwritten; the same ones for the same generator. */
final class Damage {
    private static final List<String> WHOLE = List.of("""
            apiVersion: sandglass/v2
            name: x
            nodes:
              - id: a
                type: llm
                prompt: "hi {x} \\u00e9"
                llm_config: {model: m, timeout: 3, max_tokens: 5}
                dependencies: [b, 'c']
                retry_policy: {max_attempts: 3, backoff_seconds: 1.5, jitter: true}
              - {id: b, type: loop, items_source: a.b, item_var: it, body: [{id: q, type: tool, tool_name: e}]}
              - id: c
                type: condition
                expression: |
                  a.x == 3 and (b > 'x')
                true_path: [a]
            """, """
            {"apiVersion": "sandglass/v2", "name": "x", "nodes": [{"id": "a", "type": "tool", "tool_name": "echo",
             "tool_args": {"m": ["{b.c}", 1.5, null, true]}, "dependencies": ["b"], "timeout_seconds": 3}]}
            """, """
            name: demo
            failure_policy: halt
            nodes:
            - id: h
              type: echo
              prompt: Say {{name}} {x}
            """);
    private static final List<String> SPLINTERS = List.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "-",
            "?",
            "&a ",
            "*a",
            "!!str ",
            "|",
            ">",
            "'",
            "\"",
            "%",
            "@",
            "`",
            "#",
            " ",
            "\n",
            "\t",
            "\r",
            "\\",
            "\0",
            "0x1",
            "12:30",
            "no",
            "<<: ",
            "---\n",
            "...\n",
            "{{",
            "}}",
            "1e400",
            "~",
            "é",
            "\uD83D\uDE00",
            "\uD83D",
            "\uFEFF",
            "\u2028",
            "\"\\U99999999\"",
            "apiVersion: sandglass/v1\n",
            "id: ");

    private Damage() {}

    static String of(Random random) {
        var text = new StringBuilder(WHOLE.get(random.nextInt(WHOLE.size())));
        for (var blows = 1 + random.nextInt(5); blows > 0; blows--) {
            var from = random.nextInt(text.length() + 1);
            var to = Math.min(text.length(), from + random.nextInt(20));
            switch (random.nextInt(4)) {
                case 0 -> text.insert(from, SPLINTERS.get(random.nextInt(SPLINTERS.size())));
                case 1 -> text.delete(from, to).append(" ");
                case 2 -> text.insert(random.nextInt(text.length() + 1), text.substring(from, to));
                default -> text.replace(from, Math.min(from + 1, text.length()), SPLINTERS.get(random.nextInt(20)));
            }
        }
        return text.toString();
    }
}
