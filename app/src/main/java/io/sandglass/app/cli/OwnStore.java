package io.sandglass.app.cli;

import io.sandglass.app.Administration;
import io.sandglass.app.Home;
import io.sandglass.store.jdbc.H2Store;

/** The store of a home that no service has open, kept as the home's settings say. */
final class OwnStore {
    private OwnStore() {}

    /**
     * Opens it.
     *
     * @throws CommandFailed if there is none
     * @throws io.sandglass.app.WrongSettings if {@code sandglass.yaml} is wrong
     */
    static H2Store open(Home home) {
        require(home);
        return H2Store.open(Administration.of(home).store(home));
    }

    /** @throws CommandFailed if nothing was ever kept in this home */
    static void require(Home home) {
        if (!home.exists()) {
            throw new CommandFailed(
                    CommandFailed.USAGE,
                    "there is no history in " + home.root() + " yet; run something first, or name another --home");
        }
    }
}
