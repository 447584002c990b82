package io.sandglass.store.projection;

/**
 * This process cannot open its database any more, and the next one can: H2 has closed it for want of memory, say, but holds
 * its file. The thread that writes it dies of this; nothing that was acknowledged is lost, as the journal has it.
 */
public final class DatabaseLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseLost(String message, Throwable cause) {
        super(message, cause);
    }
}
