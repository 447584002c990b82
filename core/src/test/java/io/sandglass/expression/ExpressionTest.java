package io.sandglass.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.plugin.Payload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
    private static final Scope SCOPE = scope();

    private final Expressions expressions = new Expressions();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inputs",
                "inputs.day",
                "inputs.none",
                "inputs.missing",
                "inputs.missing.deeper",
                "inputs.day.deeper",
                "inputs.empty",
                "inputs.one",
                "inputs.many",
                "inputs.many.price",
                "inputs.nested.list.price",
                "inputs.object",
                "inputs.object.a.b",
                "inputs.zero",
                "inputs.real",
                "inputs.whole",
                "inputs.no",
                "inputs.holes",
                "inputs.big",
                "trigger.kind",
                "run.id",
                "run",
                "nodes.a.output",
                "nodes.a.output.rows",
                "nodes.a.output.rows.id",
                "nodes.`my-node`.output.x",
                "nodes.gone.output",
                "nodes.gone.output.x",
                "nodes.a",
            })
    void walksPathsAsJsonataWould(String path) {
        CompiledExpression expression = (CompiledExpression) expressions.expression(path);

        assertThat(expression.evaluate(SCOPE)).isEqualTo(expression.evaluateByJsonata(SCOPE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "1 + 2 | 3",
                "$sum([1, 2, 3]) | 6",
                "7 / 2 | 3.5",
                "$round(2.5) | 2",
                "$floor(2.5) | 2",
                "inputs.day & '!' | 2027-01-31!",
                "$substring(inputs.day, 0, 4) | 2027",
                "nodes.a.output.rows[id > 1].id | 2",
                "nodes[\"my-node\"].output.x | 5",
                "nodes[\"a\"].output.rows[id = 1].id | 1",
                "inputs['day'] | 2027-01-31",
                "$count(inputs.many) | 3",
                "$sum(inputs.many.price) | 6",
                "inputs.many[price = 2].price | 2",
                "$exists(inputs.none) | true",
                "inputs.none = null | true",
                "$replace('2027-01-31', /(\\d+)-(\\d+)-(\\d+)/, '$3.$2.$1') | 31.01.2027",
                "$replace('aXbX', 'X', '-') | a-b-",
                "$replace('abc', /b/, function($m) { $uppercase($m.match) }) | aBc",
                "$match('a1b22', /\\d+/)[1].match | 22",
                "$join($split('a1b22c', /\\d+/), ',') | a,b,c",
                "$split('a, b', ', ')[1] | b",
                "$contains('HELLO', /hello/i) | true",
                "/l+/('hello').match | ll",
                "$pad('7', -3, '0') | 007",
                "$sha256('abc') | ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "$sha256({'b': 1, 'a': 2}) = $sha256({'a': 2, 'b': 1}) | true",
                "$map([1..3], function($x) { $x * 2 })[2] | 6",
                "($f := $substring(?, 0, 2); $f('hello')) | he",
                "$fromMillis(0) | 1970-01-01T00:00:00.000Z",
                "$toMillis('1970-01-01T00:00:01.000Z') | 1000",
                "$toMillis('31/01/1970', '[D01]/[M01]/[Y0001]') | 2592000000",
                "$formatInteger(1999, 'I') | MCMXCIX",
                "$formatNumber(1234.5, '#,##0.00') | 1,234.50",
                "inputs.big | 9007199254740993",
            })
    void evaluates(String source, String expected) {
        assertThat(expressions.expression(source).evaluate(SCOPE)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "nodes.a.output,a",
        "nodes.`my-node`.output.x,my-node",
        "nodes[\"a\"].output,a",
        "$$.nodes.a.output,a",
        "$.nodes.a.output,a",
        "inputs.many[price > $$.nodes.a.output.n],a",
        "$map(inputs.many; function($x) { nodes.a.output }),a",
        "{'x': nodes.a.output},a",
        "(nodes.a.output),a",
        "[1; nodes.a.output],a",
        "inputs.day = nodes.a.output ? 1 : 2,a",
    })
    void findsTheNodesItReads(String source, String node) {
        assertThat(expressions.expression(source.replace(';', ',')).nodes()).containsExactly(node);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inputs.nodes.a",
                "inputs.many[nodes.a = 1]",
                "inputs.many.(nodes.a)",
                "inputs.many.{'n': nodes}",
                "inputs.many^(nodes)",
                "inputs.many{nodes: 1}",
                "'nodes.a.output'",
                "/* nodes.a.output */ 1",
                "inputs.many.$string(nodes)",
                "inputs.`nodes.a.output`",
            })
    void takesNoOtherNodesForNodes(String source) {
        assertThat(expressions.expression(source).nodes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "input.day | 0 | did you mean 'inputs'?",
                "1 + node.a.output | 4 | did you mean 'nodes'?",
                "substring(inputs.day) | 0 | write $substring",
                "nodes.*.output | 0 | write nodes.<id>.output",
                "$keys(nodes) | 6 | write nodes.<id>.output",
                "1 + secrets.x | 4 | alone between its braces",
                "inputs.day + | 11 | see the JSONata language",
            })
    void tellsWhereAndWhatToDo(String source, int offset, String remedy) {
        assertThatThrownBy(() -> expressions.expression(source)).isInstanceOfSatisfying(BadExpression.class, e -> {
            assertThat(e.flaws()).hasSize(1);
            assertThat(e.flaws().get(0).offset()).isEqualTo(offset);
            assertThat(e.flaws().get(0).remedy()).contains(remedy);
        });
    }

    @Test
    void seesThatADashedIdWasMeant() {
        Reference reference =
                expressions.expression("nodes.my-node.output.x").references().get(0);

        assertThat(reference.name()).isEqualTo("my");
        assertThat(reference.written()).isEqualTo("my-node");
    }

    @ParameterizedTest
    @CsvSource({
        "inputs.zero,false",
        "inputs.none,false",
        "inputs.missing,false",
        "inputs.empty,false",
        "inputs.many,true",
        "inputs.real,true",
        "inputs.object,true",
    })
    void knowsTruth(String source, boolean expected) {
        assertThat(expressions.expression(source).test(SCOPE)).isEqualTo(expected);
        assertThat(expressions.expression(source + " ? true : false").test(SCOPE))
                .isEqualTo(expected);
    }

    @Test
    void isSafeForManyThreads() throws InterruptedException {
        Expression expression = expressions.expression("$sum($map(inputs.many, function($m) { $m.price * 2 }))");
        List<Object> answers = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(i -> new Thread(() -> {
                    for (int round = 0; round < 200; round++) {
                        answers.add(expression.evaluate(SCOPE).value());
                    }
                }))
                .toList();

        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(answers).hasSize(1_600).containsOnly(12);
    }

    private static Scope scope() {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("day", "2027-01-31");
        inputs.put("none", null);
        inputs.put("empty", List.of());
        inputs.put("one", List.of(1));
        inputs.put("many", List.of(Map.of("price", 1), Map.of("price", 2), Map.of("price", 3)));
        inputs.put("nested", List.of(Map.of("list", List.of(Map.of("price", 1))), Map.of("list", List.of())));
        inputs.put("object", Map.of("a", Map.of("b", "c")));
        inputs.put("zero", 0);
        inputs.put("real", 1.5);
        inputs.put("whole", 1.0);
        inputs.put("no", false);
        inputs.put("holes", Arrays.asList(1, null, 2));
        inputs.put("big", 9007199254740993L);
        Payload a = Payload.of(Map.of("rows", List.of(Map.of("id", 1), Map.of("id", 2)), "n", 1));
        return Scopes.of(inputs, Map.of("a", a, "my-node", Payload.of(Map.of("x", 5))));
    }
}
