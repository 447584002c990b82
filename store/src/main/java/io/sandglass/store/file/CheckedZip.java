package io.sandglass.store.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Compares what is read of zip files with its checksums, which {@link ZipFile} does not. */
public final class CheckedZip {
    private CheckedZip() {}

    /** Reads to the end. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(InputStream in) throws IOException;
    }

    /** @throws ZipException if the content is not what was written; by then the reader has read it */
    public static <T> T read(ZipFile zip, ZipEntry entry, Reader<T> reader) throws IOException {
        CRC32 crc = new CRC32();
        try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), crc)) {
            T read = reader.read(in);
            if (crc.getValue() != entry.getCrc()) {
                throw new ZipException("the checksum of " + entry.getName() + " in " + zip.getName() + " is wrong");
            }
            return read;
        }
    }
}
