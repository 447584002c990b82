package io.sandglass.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;

/** A backup named on the command line: what is wrong with the name is the user's to mend, and asking again will not help. */
final class BackupPath {
    private static final byte[] ZIP = {'P', 'K'};

    private BackupPath() {}

    /** @throws CommandFailed if a backup cannot be written there */
    static Path toWrite(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        if (Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
            throw wrong(file + " is there already; name a new file");
        }
        Path directory = absolute.getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw wrong("there is no directory " + directory + "; make it first");
        }
        if (!Files.isWritable(directory)) {
            throw wrong("no file may be written to " + directory);
        }
        return absolute;
    }

    /** @throws CommandFailed if it can be no backup */
    static void toRead(Path file) {
        if (!Files.exists(file)) {
            throw wrong("there is no file " + file
                    + PathGuess.words(file, ".zip").orElse("; name one that 'sandglass backup' wrote"));
        }
        if (!Files.isRegularFile(file) || !isZip(file)) {
            throw wrong(file + " is no backup; name a file that 'sandglass backup' wrote");
        }
    }

    private static boolean isZip(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(ZIP.length), ZIP);
        } catch (IOException e) {
            throw new CommandFailed(CommandFailed.UNAVAILABLE, file + " cannot be read: " + e.getMessage());
        }
    }

    private static CommandFailed wrong(String message) {
        return new CommandFailed(CommandFailed.USAGE, message);
    }
}
