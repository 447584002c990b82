package io.sandglass.store.directory;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The database, the journal, or a file that they need, is damaged or missing. Nothing was changed. */
public final class StoreCorrupt extends StoreRefused {
    private static final long serialVersionUID = 1L;

    private final String finding;
    private final boolean rebuildable;
    private final transient @Nullable Missing missing;

    /**
     * Entries of the journal that cannot be read.
     *
     * @param first number of the first of them
     * @param last  number of the last of them
     * @param place in words
     */
    public record Missing(long first, long last, String place) {
        /** Where they are, and which. */
        public String words() {
            return place + ": entries " + first + " to " + last + " cannot be read";
        }
    }

    public StoreCorrupt(Path file, String finding, @Nullable Throwable cause) {
        this(file, finding, cause, false);
    }

    private StoreCorrupt(Path file, String finding, @Nullable Throwable cause, boolean rebuildable) {
        super(
                "the database " + file + " cannot be read: " + finding
                        + "; keep the whole directory as it is, and restore a backup of it to another place, or move it"
                        + " away to start with an empty history",
                cause);
        this.finding = finding;
        this.rebuildable = rebuildable;
        this.missing = null;
    }

    private StoreCorrupt(String message, @Nullable Throwable cause, @Nullable Missing missing) {
        super(message, cause);
        this.finding = message;
        this.rebuildable = false;
        this.missing = missing;
    }

    /** A journal that cannot be read; the message says where and what to do. */
    public static StoreCorrupt journal(String message, @Nullable Throwable cause) {
        return new StoreCorrupt(message, cause, null);
    }

    /** Entries of the journal that cannot be read; the message says where and what to do. */
    public static StoreCorrupt entries(String message, Missing missing, Throwable cause) {
        return new StoreCorrupt(message, cause, missing);
    }

    /** A database file whose content makes no sense: the journal, or a backup and the journal, may replace it. */
    public static StoreCorrupt inside(Path file, String finding, @Nullable Throwable cause) {
        return new StoreCorrupt(file, finding, cause, true);
    }

    /** What is wrong, without what to do about it. */
    public String finding() {
        return finding;
    }

    /** Which entries of the journal were asked for and cannot be read; empty if something else is wrong. */
    public Optional<Missing> missing() {
        return Optional.ofNullable(missing);
    }

    /** Whether the journal, or a backup and the journal, may replace what is damaged. */
    public boolean rebuildable() {
        return rebuildable;
    }
}
