package io.sandglass.expression;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.Frame;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What JSONata makes of a source, parsed when it is first needed. Thread-safe. */
final class Program {
    private final Scan scan;
    private final AtomicReference<@Nullable Jsonata> parsed = new AtomicReference<>();

    Program(Scan scan) {
        this.scan = scan;
    }

    /** @throws BadExpression if JSONata does not understand it */
    Jsonata parsed() {
        Jsonata found = parsed.get();
        if (found != null) {
            return found;
        }
        Jsonata fresh = parse(scan.source());
        fresh.setValidateInput(false);
        fresh.setOutputConvertNulls(false);
        parsed.set(fresh);
        return fresh;
    }

    /** What the expression can call: bound for each evaluation, as JSONata would keep a copy with each program. */
    Frame functions() {
        Frame frame = parsed().createFrame();
        Natives.bind(frame);
        scan.regexes().forEach((name, regex) -> frame.bind(name, (Object) regex));
        return frame;
    }

    private static Jsonata parse(String source) {
        try {
            return Jsonata.jsonata(source);
        } catch (JException e) {
            int offset = Math.max(0, Math.min(e.getLocation(), source.length()) - 1);
            throw new BadExpression(offset, EvaluationFailures.reason(e), "see the JSONata language");
        } catch (StackOverflowError e) {
            throw new BadExpression(0, "the expression is nested too deeply", "split it over several nodes");
        } catch (RuntimeException e) {
            throw new BadExpression(0, "the expression is not understood", "see the JSONata language");
        }
    }
}
