package io.sandglass.store.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which journal this is: a database that followed another one must not go on with it.
 *
 * @param id 32 hex digits
 * @param whole whether everything in the database came through this journal; else there was a history before it
 */
public record JournalId(String id, boolean whole) {
    private static final Pattern FORM = Pattern.compile("([0-9a-f]{32}) (whole|begun-later)\\s*");
    private static final int BYTES = 16;

    /** A new one. */
    public static JournalId random(boolean whole) {
        byte[] id = new byte[BYTES];
        new SecureRandom().nextBytes(id);
        return new JournalId(HexFormat.of().formatHex(id), whole);
    }

    /** @throws IOException if the file is there and cannot be read, or holds something else */
    public static Optional<JournalId> read(Path file) throws IOException {
        try {
            Matcher matcher = FORM.matcher(Files.readString(file));
            if (!matcher.matches()) {
                throw new IOException(file + " does not name a journal");
            }
            return Optional.of(new JournalId(matcher.group(1), matcher.group(2).equals("whole")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** As it stands in its file. */
    public String text() {
        return id + (whole ? " whole\n" : " begun-later\n");
    }
}
