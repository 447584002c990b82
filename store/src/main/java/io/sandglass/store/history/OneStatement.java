package io.sandglass.store.history;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells whether there is a second statement in a text, which the database would drop without a word. */
final class OneStatement {
    /** What may hold a semicolon that ends nothing: texts, names, dollar quotes and comments. */
    private static final Pattern OPAQUE = Pattern.compile(
            "'(?:[^']|'')*+'|\"(?:[^\"]|\"\")*+\"|\\$\\$.*?\\$\\$|--[^\\r\\n]*|/\\*.*?\\*/", Pattern.DOTALL);

    private OneStatement() {}

    /** @throws QueryFailed if there is more behind the first */
    static void require(String sql) {
        Matcher opaque = OPAQUE.matcher(sql);
        String bare = opaque.replaceAll(
                found -> found.group().startsWith("-") || found.group().startsWith("/") ? " " : "x");
        int end = bare.indexOf(';');
        if (end >= 0 && !bare.substring(end + 1).replace(';', ' ').isBlank()) {
            throw new QueryFailed(
                    "one statement is answered at a time; leave out what stands behind the first semicolon");
        }
    }
}
