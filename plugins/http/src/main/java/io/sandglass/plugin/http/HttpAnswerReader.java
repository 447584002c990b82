package io.sandglass.plugin.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Reads one HTTP/1.1 answer, with a cap on everything that the peer decides about. */
final class HttpAnswerReader {
    private static final int LONGEST_LINE = 16 << 10;
    private static final int MOST_HEADER_BYTES = 128 << 10;
    private static final int MOST_INTERIM_ANSWERS = 10;

    private final InputStream in;
    private final long maxBody;
    private int headerBytes;

    HttpAnswerReader(InputStream in, long maxBody) {
        this.in = in;
        this.maxBody = maxBody;
    }

    HttpAnswer read(String method) throws IOException {
        for (int i = 0; i < MOST_INTERIM_ANSWERS; i++) {
            int status = status(line());
            Map<String, String> headers = headers();
            if (status >= 200) {
                boolean bodiless = method.equals("HEAD") || status == 204 || status == 304;
                return new HttpAnswer(status, headers, bodiless ? new byte[0] : body(headers));
            }
        }
        throw new IOException("the server sends interim answers only");
    }

    private static int status(String line) throws IOException {
        if (!line.matches("HTTP/1\\.[01] [1-5]\\d\\d( .*)?")) {
            throw new IOException("the server does not speak HTTP/1.1");
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new IOException("the server sends a malformed header");
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            headers.merge(name, line.substring(colon + 1).strip(), (one, two) -> one + ", " + two);
        }
        return headers;
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String coding = headers.getOrDefault("transfer-encoding", "identity");
        if (coding.equalsIgnoreCase("chunked")) {
            readChunks(body);
        } else if (!coding.equalsIgnoreCase("identity")) {
            throw new IOException("the server uses the transfer coding " + coding + ", which was not asked for");
        } else if (headers.containsKey("content-length")) {
            copy(length(headers.get("content-length"), 10), body);
        } else {
            copyAll(body);
        }
        return body.toByteArray();
    }

    private void readChunks(ByteArrayOutputStream body) throws IOException {
        while (true) {
            headerBytes = 0; // a peer may send many small chunks, but no endless line or trailer
            String size = line();
            int extension = size.indexOf(';');
            long length = length((extension < 0 ? size : size.substring(0, extension)).strip(), 16);
            if (length == 0) {
                headers(); // trailers
                return;
            }
            copy(length, body);
            if (!line().isEmpty()) {
                throw new IOException("the server sends a malformed chunk");
            }
        }
    }

    private static long length(String text, int radix) throws IOException {
        try {
            return Long.parseUnsignedLong(text, radix);
        } catch (NumberFormatException malformed) {
            throw new IOException("the server sends a malformed length", malformed);
        }
    }

    private void copy(long length, ByteArrayOutputStream body) throws IOException {
        requireRoom(length < 0 ? Long.MAX_VALUE : body.size() + length);
        byte[] part = in.readNBytes((int) length);
        if (part.length < length) {
            throw new EOFException("the server closed the connection in the middle of its answer");
        }
        body.writeBytes(part);
    }

    private void copyAll(ByteArrayOutputStream body) throws IOException {
        byte[] buffer = new byte[8 << 10];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            requireRoom(body.size() + (long) count);
            body.write(buffer, 0, count);
        }
    }

    private void requireRoom(long size) throws HttpAnswer.TooLarge {
        if (size > Math.min(maxBody, Integer.MAX_VALUE - 8)) {
            throw HttpAnswer.TooLarge.body(maxBody);
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server closed the connection in the middle of its answer");
            }
            if (line.size() == LONGEST_LINE || ++headerBytes > MOST_HEADER_BYTES) {
                throw new HttpAnswer.TooLarge("the answer's headers are larger than " + MOST_HEADER_BYTES + " bytes");
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
