package io.sandglass.store.directory;

import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;

/** Opens the store of a directory and holds it until its input ends; prints {@code open}, or why it could not. */
public final class StoreHolder {
    private StoreHolder() {}

    public static void main(String[] args) throws IOException {
        try (H2Store store = H2Store.open(StoreSettings.inDirectory(Path.of(args[0])))) {
            System.out.println("open, with " + store.runs().openRuns().size() + " runs");
            while (System.in.read() >= 0) {}
        } catch (StoreLocked e) {
            System.out.println(e.getMessage());
        }
    }
}
