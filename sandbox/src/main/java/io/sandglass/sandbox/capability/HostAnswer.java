package io.sandglass.sandbox.capability;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a host function answers.
 *
 * @param code what the guest's call returns: an HTTP status, a length, {@link #OK}, or one of the others for a failure
 * @param headers of an HTTP answer, names in lower case; empty otherwise
 * @param bytes what the guest may read afterwards; not copied
 */
public record HostAnswer(int code, Map<String, String> headers, byte[] bytes) {
    public static final int OK = 0;
    /** A pointer or length leads out of the guest's memory. */
    public static final int FAULT = -1;
    /** The arguments make no sense. */
    public static final int INVALID = -2;
    /** There is nothing of that name. */
    public static final int NOT_FOUND = -3;
    /** An argument, or the answer, is larger than it may be. */
    public static final int TOO_LARGE = -4;
    /** The other side did not answer. */
    public static final int FAILED = -5;

    private static final byte[] NOTHING = {};

    public HostAnswer {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** An answer without bytes. */
    public static HostAnswer of(int code) {
        return new HostAnswer(code, Map.of(), NOTHING);
    }

    /** An answer with bytes to be read. */
    public static HostAnswer of(int code, byte[] bytes) {
        return new HostAnswer(code, Map.of(), bytes);
    }

    /**
     * A failure; the guest may read why.
     *
     * @param code one of the negative ones of this class
     */
    public static HostAnswer failed(int code, String message) {
        return of(code, message.getBytes(UTF_8));
    }

    /** As bytes to keep; {@link #decode} reads them. */
    public byte[] encode() {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(kept)) {
            out.writeInt(code);
            out.writeInt(headers.size());
            for (Map.Entry<String, String> header : headers.entrySet()) {
                write(out, header.getKey().getBytes(UTF_8));
                write(out, header.getValue().getBytes(UTF_8));
            }
            write(out, bytes);
        } catch (IOException impossible) { // memory
            throw new UncheckedIOException(impossible);
        }
        return kept.toByteArray();
    }

    /** @throws IllegalArgumentException if {@link #encode} did not write it */
    public static HostAnswer decode(byte[] kept) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(kept))) {
            int code = in.readInt();
            Map<String, String> headers = new LinkedHashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                headers.put(new String(read(in), UTF_8), new String(read(in), UTF_8));
            }
            return new HostAnswer(code, headers, read(in));
        } catch (IOException damaged) {
            throw new IllegalArgumentException("it is no recorded answer", damaged);
        }
    }

    private static void write(DataOutputStream out, byte[] part) throws IOException {
        out.writeInt(part.length);
        out.write(part);
    }

    private static byte[] read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("a part has " + length + " bytes, but " + in.available() + " are left");
        }
        return in.readNBytes(length);
    }
}
