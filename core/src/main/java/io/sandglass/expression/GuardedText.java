package io.sandglass.expression;

/**
 * A text that charges for being read, so that a regular expression cannot run for ever on it.
 *
 * @param price steps for 16 characters
 */
record GuardedText(CharSequence text, Meter meter, int price) implements CharSequence {
    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if ((index & 15) == 0) {
            meter.charge(price);
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
