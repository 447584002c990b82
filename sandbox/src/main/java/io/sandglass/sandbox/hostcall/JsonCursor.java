package io.sandglass.sandbox.hostcall;

import io.sandglass.sandbox.capability.HostAnswer;
import java.util.function.Consumer;

/** Walks over a JSON text of objects and texts. */
final class JsonCursor {
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";
    private static final int HEX = 16;
    private static final int UNICODE_DIGITS = 4;

    private final String json;
    private int at;

    JsonCursor(String json) {
        this.json = json;
    }

    static BadArgument bad(String message) {
        return new BadArgument(HostAnswer.INVALID, message);
    }

    /** @param member receives each name, and reads its value */
    void object(Consumer<String> member) {
        expect('{');
        if (next('}')) {
            return;
        }
        do {
            String name = text();
            expect(':');
            member.accept(name);
        } while (next(','));
        expect('}');
    }

    boolean isNull() {
        skipBlanks();
        boolean found = json.startsWith("null", at);
        at += found ? "null".length() : 0;
        return found;
    }

    String text() {
        expect('"');
        StringBuilder text = new StringBuilder();
        for (char next = take(); next != '"'; next = take()) {
            if (next < ' ') {
                throw bad("a text has a control character at " + at);
            }
            text.append(next == '\\' ? escaped() : next);
        }
        return text.toString();
    }

    void end() {
        skipBlanks();
        if (at < json.length()) {
            throw bad("there is more after the JSON object, at " + at);
        }
    }

    private char escaped() {
        char kind = take();
        int known = ESCAPES.indexOf(kind);
        if (known >= 0) {
            return ESCAPED.charAt(known);
        }
        if (kind != 'u') {
            throw bad("a text has an unknown escape at " + at);
        }
        int code = 0;
        for (int i = 0; i < UNICODE_DIGITS; i++) {
            int digit = Character.digit(take(), HEX);
            if (digit < 0) {
                throw bad("a text has an unknown escape at " + at);
            }
            code = code * HEX + digit;
        }
        return (char) code;
    }

    private void expect(char wanted) {
        if (!next(wanted)) {
            throw bad("'" + wanted + "' is missing at " + at + " of the JSON");
        }
    }

    private boolean next(char wanted) {
        skipBlanks();
        boolean found = at < json.length() && json.charAt(at) == wanted;
        at += found ? 1 : 0;
        return found;
    }

    private char take() {
        if (at == json.length()) {
            throw bad("the JSON is cut off");
        }
        return json.charAt(at++);
    }

    private void skipBlanks() {
        while (at < json.length() && " \t\r\n".indexOf(json.charAt(at)) >= 0) {
            at++;
        }
    }
}
