package io.sandglass.store.codec;

/** UTF-8 that keeps surrogates without a partner, as three bytes each. The JDK's own replaces them by question marks. */
final class Utf8 {
    private Utf8() {}

    static int size(String text) {
        int size = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                size++;
            } else if (c < 0x800) {
                size += 2;
            } else if (pairAt(text, i)) {
                size += 4;
                i++;
            } else {
                size += 3;
            }
        }
        return size;
    }

    /** @return where the next byte goes */
    static int write(String text, byte[] target, int from) {
        int at = from;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                target[at++] = (byte) c;
            } else if (pairAt(text, i)) {
                at = write(text.codePointAt(i), 4, target, at);
                i++;
            } else {
                at = write(c, c < 0x800 ? 2 : 3, target, at);
            }
        }
        return at;
    }

    static String read(byte[] source, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (source[i] < 0) {
                return readAll(source, from, length);
            }
        }
        return new String(source, from, length, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static String readAll(byte[] source, int from, int length) {
        char[] text = new char[length];
        int size = 0;
        int at = from;
        while (at < from + length) {
            int lead = source[at] & 0xff;
            int following = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
            int code = following == 0 ? lead : lead & 0x3f >> following;
            if (at + following >= from + length) {
                throw new Unreadable("a text ends in the middle of a character");
            }
            for (int i = 1; i <= following; i++) {
                code = code << 6 | source[at + i] & 0x3f;
            }
            at += 1 + following;
            size += Character.toChars(code & 0x1fffff, text, size);
        }
        return new String(text, 0, size);
    }

    private static int write(int code, int size, byte[] target, int from) {
        int lead = size == 2 ? 0xc0 : size == 3 ? 0xe0 : 0xf0;
        target[from] = (byte) (lead | code >> 6 * (size - 1));
        for (int i = 1; i < size; i++) {
            target[from + i] = (byte) (0x80 | code >> 6 * (size - 1 - i) & 0x3f);
        }
        return from + size;
    }

    private static boolean pairAt(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
    }
}
