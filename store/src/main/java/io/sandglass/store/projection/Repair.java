package io.sandglass.store.projection;

import io.sandglass.store.StoreUnavailable;

/** What is done about a database that cannot be written to. Used by the projector's thread. */
public interface Repair {
    /**
     * Does what is to be done about a failure of the writer, unless it is none of the database's.
     *
     * @param inARow how many failures there were since the database was last written to, with this one, that are not laid
     *     to what was to be written
     * @return whether the database was made anew since this was last asked
     * @throws StoreUnavailable if the database cannot be opened now; it may be asked again
     */
    boolean after(Throwable failure, int inARow);

    /**
     * Sees to it, about once a second, that others can get at the database that the writer has. To be called often.
     *
     * @throws StoreUnavailable if they cannot
     */
    void look();

    /** Whether it can make the database anew at all. */
    boolean rebuilds();

    /** The database can be written to again, and has everything that it ever had. */
    void done();
}
