package io.sandglass.spec;

import io.sandglass.expression.Template;
import io.sandglass.spec.ConcurrencySpec.OnLimit;
import io.sandglass.spec.ConcurrencySpec.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads {@code priority} and {@code concurrency}. */
final class QueueingReader {
    private static final Set<String> KNOWN = Set.of("key", "limit", "onLimit", "maxQueued", "queueTimeout", "scope");
    private static final Map<String, OnLimit> ON_LIMIT = words();
    private static final int MOST_RUNS = 10_000;

    private QueueingReader() {}

    static Queueing read(Section root, TemplateReader templates) {
        int priority = root.read("priority", Shapes.whole(Queueing.LOWEST, Queueing.HIGHEST))
                .orElse(Queueing.DEFAULT.priority());
        Section section = root.child("concurrency");
        Optional<ConcurrencySpec> concurrency =
                root.get("concurrency").isObject() ? Optional.of(concurrency(section, templates)) : Optional.empty();
        return new Queueing(priority, concurrency);
    }

    private static ConcurrencySpec concurrency(Section section, TemplateReader templates) {
        section.allow(KNOWN, Set.of());
        OnLimit onLimit =
                section.read("onLimit", Shapes.word(ON_LIMIT, Set.of())).orElse(OnLimit.QUEUE);
        boolean waits = onLimit != OnLimit.SKIP && onLimit != OnLimit.FAIL;
        if (!waits) {
            misplaced(section, "maxQueued");
            misplaced(section, "queueTimeout");
        }
        OptionalInt maxQueued = section.read("maxQueued", Shapes.whole(1, MOST_RUNS))
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
        Optional<Template> key = section.has("key")
                ? Optional.of(templates.readAtLaunch(section.get("key"), section.at("key")))
                : Optional.empty();
        return new ConcurrencySpec(
                key,
                section.require("limit", Shapes.whole(1, MOST_RUNS), "1").orElse(1),
                onLimit,
                maxQueued,
                section.read("queueTimeout", Shapes.SOME_TIME),
                section.read("scope", Shapes.word(Scope.class)).orElse(Scope.WORKFLOW));
    }

    private static Map<String, OnLimit> words() {
        Map<String, OnLimit> words = new LinkedHashMap<>();
        words.put("queue", OnLimit.QUEUE);
        words.put("skip", OnLimit.SKIP);
        words.put("fail", OnLimit.FAIL);
        words.put("cancelRunning", OnLimit.CANCEL_RUNNING);
        words.put("replaceQueued", OnLimit.REPLACE_QUEUED);
        return words;
    }

    private static void misplaced(Section section, String key) {
        if (section.has(key)) {
            Misfit misfit = new Misfit(
                    "MISPLACED_KEY",
                    "'" + key + "' is for runs that wait, but with this onLimit none does",
                    "leave it out, or write onLimit: queue");
            section.findings().atKey(section.at(key), misfit);
        }
    }
}
