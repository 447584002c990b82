package io.sandglass.migration.steps;

/** A part of a string with templates in it. */
sealed interface Piece {
    /** Stands for itself. */
    record Text(String text) implements Piece {}

    /** A dotted path of an older form, without its braces: {@code greet.text}. */
    record Name(String path) implements Piece {}

    /** A JSONata expression, without its braces and outer white space. */
    record Code(String source) implements Piece {}
}
