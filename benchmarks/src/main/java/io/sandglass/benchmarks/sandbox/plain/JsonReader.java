package io.sandglass.benchmarks.sandbox.plain;

/** Reads a JSON document without keeping it. */
public final class JsonReader {
    private final byte[] text;
    private int at;
    private long sum;

    private JsonReader(byte[] text) {
        this.text = text;
    }

    /** The sum of its numbers, of the lengths of its strings and of one for each word, n times. */
    public static long read(byte[] text, long n) {
        JsonReader reader = new JsonReader(text);
        for (long i = 0; i < n; i++) {
            reader.at = 0;
            reader.value();
        }
        return reader.sum;
    }

    private void value() {
        blanks();
        switch (text[at]) {
            case '"' -> string();
            case '{' -> object();
            case '[' -> array();
            case 't', 'f', 'n' -> word();
            default -> number();
        }
    }

    private void blanks() {
        while (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t') {
            at++;
        }
    }

    private void expect(char character) {
        if (text[at++] != character) {
            throw new IllegalArgumentException("there is no " + character + " before " + at);
        }
    }

    private void string() {
        expect('"');
        while (text[at] != '"') {
            at += text[at] == '\\' ? 2 : 1;
            sum++;
        }
        at++;
    }

    private void number() {
        boolean negative = text[at] == '-';
        at += negative ? 1 : 0;
        long value = 0;
        while (text[at] >= '0' && text[at] <= '9') {
            value = value * 10 + text[at++] - '0';
        }
        sum += negative ? -value : value;
    }

    private void array() {
        expect('[');
        value();
        blanks();
        while (text[at] == ',') {
            at++;
            value();
            blanks();
        }
        expect(']');
    }

    private void object() {
        expect('{');
        member();
        while (text[at] == ',') {
            at++;
            member();
        }
        expect('}');
    }

    private void member() {
        blanks();
        string();
        blanks();
        expect(':');
        value();
        blanks();
    }

    private void word() {
        while (text[at] >= 'a' && text[at] <= 'z') {
            at++;
        }
        sum++;
    }
}
