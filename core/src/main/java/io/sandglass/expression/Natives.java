package io.sandglass.expression;

import com.dashjoin.jsonata.Jsonata.Frame;
import io.sandglass.expression.GuardedFunction.Body;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every function an expression can call, metered. */
final class Natives {
    /** Name, signature, and the method of JSONata's function library if it has another name. */
    private static final String TABLE = """
            sum <a<n>:n>
            count <a:n>
            max <a<n>:n>
            min <a<n>:n>
            average <a<n>:n>
            string <x-b?:s>
            substring <s-nn?:s>
            substringBefore <s-s:s>
            substringAfter <s-s:s>
            lowercase <s-:s>
            uppercase <s-:s>
            length <s-:n>
            trim <s-:s>
            pad <s-ns?:s>
            match <s-f<s:o>n?:a<o>>
            contains <s-(sf):b>
            replace <s-(sf)(sf)n?:s>
            split <s-(sf)n?:a<s>>
            join <a<s>s?:s>
            formatNumber <n-so?:s>
            formatBase <n-n?:s>
            formatInteger <n-s:s>
            parseInteger <s-s:n>
            number <(nsb)-:n>
            floor <n-:n>
            ceil <n-:n>
            round <n-n?:n>
            abs <n-:n>
            sqrt <n-:n>
            power <n-n:n>
            random <:n>
            boolean <x-:b> toBoolean
            not <x-:b>
            map <af>
            zip <a+>
            filter <af>
            single <af?>
            reduce <afj?:j> foldLeft
            sift <o-f?:o>
            keys <x-:a<s>>
            lookup <x-s:x>
            append <xx:a>
            exists <x:b>
            spread <x-:a<o>>
            merge <a<o>:o>
            reverse <a:a>
            each <o-f:a>
            error <s?:x>
            assert <bs?:x> assertFn
            type <x:s>
            sort <af?:a>
            shuffle <a:a>
            distinct <x:x>
            base64encode <s-:s>
            base64decode <s-:s>
            encodeUrlComponent <s-:s>
            encodeUrl <s-:s>
            decodeUrlComponent <s-:s>
            decodeUrl <s-:s>
            eval <sx?:x> functionEval
            toMillis <s-s?:n> dateTimeToMillis
            fromMillis <n-s?s?:s> dateTimeFromMillis
            clone <(oa)-:o> functionClone
            now <s?s?:s>
            millis <:n>
            sha256 <x-:s> string
            """;

    private static final Map<String, Body> BODIES = Map.ofEntries(
            Map.entry("contains", TextFunctions::contains),
            Map.entry("match", TextFunctions::match),
            Map.entry("split", TextFunctions::split),
            Map.entry("replace", TextFunctions::replace),
            Map.entry("pad", BoundedFunctions::pad),
            Map.entry("join", BoundedFunctions::join),
            Map.entry("string", BoundedFunctions::string),
            Map.entry("round", BoundedFunctions::round),
            Map.entry("append", BoundedFunctions::append),
            Map.entry("formatInteger", BoundedFunctions::formatInteger),
            Map.entry("toMillis", BoundedFunctions::toMillis),
            Map.entry("fromMillis", BoundedFunctions::fromMillis),
            Map.entry("now", BoundedFunctions::now),
            Map.entry("millis", BoundedFunctions::millis),
            Map.entry("random", BoundedFunctions::random),
            Map.entry("shuffle", BoundedFunctions::shuffle),
            Map.entry("sha256", BoundedFunctions::sha256),
            Map.entry("eval", BoundedFunctions::eval));

    private static final Map<String, GuardedFunction> FUNCTIONS = Arrays.stream(TABLE.split("\n"))
            .map(line -> List.of(line.split(" ")))
            .map(Natives::define)
            .collect(Collectors.toUnmodifiableMap(Definition::name, Definition::function));

    private Natives() {}

    /** Puts all functions in the place of JSONata's own. */
    static void bind(Frame frame) {
        FUNCTIONS.forEach((name, function) -> frame.bind(name, (Object) function));
    }

    private static Definition define(List<String> line) {
        String name = line.get(0);
        String method = line.size() > 2 ? line.get(2) : name;
        Optional<Body> body = Optional.ofNullable(BODIES.get(name));
        return new Definition(name, new GuardedFunction(name, line.get(1), method, body));
    }

    private record Definition(String name, GuardedFunction function) {}
}
