package io.sandglass.plugin.http;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Undoes the one content coding that is asked for. */
final class GzipBody {
    private static final Set<String> NAMES = Set.of("gzip", "x-gzip");
    private static final int PARTIAL_CONTENT = 206;

    private GzipBody() {}

    /**
     * The answer as it was before the server coded it, without the headers that describe the coded body; the same if it is
     * not coded, or otherwise.
     *
     * @param maxBody most bytes of the decoded body
     * @throws HttpAnswer.TooLarge if it has more
     * @throws IOException if it is not what it is said to be
     */
    static HttpAnswer decoded(HttpAnswer answer, long maxBody) throws IOException {
        String coding = answer.header("content-encoding").orElse("").toLowerCase(Locale.ROOT);
        if (!NAMES.contains(coding) || answer.body().length == 0 || answer.status() == PARTIAL_CONTENT) {
            return answer;
        }
        Map<String, String> headers = new LinkedHashMap<>(answer.headers());
        headers.remove("content-encoding");
        headers.remove("content-length");
        return new HttpAnswer(answer.status(), headers, inflated(answer.body(), maxBody));
    }

    private static byte[] inflated(byte[] body, long maxBody) throws IOException {
        int most = (int) Math.min(maxBody, Integer.MAX_VALUE - 9);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] inflated = in.readNBytes(most + 1);
            if (inflated.length > most) {
                throw HttpAnswer.TooLarge.body(maxBody);
            }
            return inflated;
        } catch (ZipException | EOFException damaged) {
            throw new IOException(
                    "the server uses the content coding gzip, but its answer is not: " + damaged.getMessage(), damaged);
        }
    }
}
