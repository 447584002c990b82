package io.sandglass.run;

import static java.util.Objects.requireNonNull;

/**
 * The name that a caller gives its request for a run: the same request made twice starts one run.
 *
 * @param tenant among whose runs at most one has the key
 * @param text as {@link #check} allowed it when the run was asked for: another Java may know other characters
 */
public record IdempotencyKey(String tenant, String text) {
    /** Most characters of a key, as Java counts them. */
    public static final int LONGEST = 200;

    public IdempotencyKey {
        requireNonNull(tenant, "tenant");
        requireNonNull(text, "text");
    }

    /**
     * For a key that is new.
     *
     * @throws IllegalArgumentException if this cannot be the text of a key; the message says what can
     */
    public static void check(String text) {
        if (text.length() > LONGEST) {
            throw wrong("this has " + text.length());
        }
        if (text.isEmpty()) {
            throw wrong("this is empty");
        }
        if (!text.equals(text.strip())) {
            throw wrong("this begins or ends with a space");
        }
        text.codePoints().filter(code -> !printable(code)).findFirst().ifPresent(code -> {
            throw wrong("this has U+%04X".formatted(code));
        });
    }

    private static boolean printable(int code) {
        return switch (Character.getType(code)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static IllegalArgumentException wrong(String reason) {
        return new IllegalArgumentException(
                "a key has 1 to " + LONGEST + " printable characters, and no space at either end, but " + reason);
    }
}
