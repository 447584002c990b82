package io.sandglass.store.jdbc;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.database.Database;
import io.sandglass.store.database.SqlFailures;
import java.sql.SQLException;
import org.h2.engine.SysProperties;
import org.h2.tools.Server;

/**
 * Serves the open database over JDBC to programs on this machine.
 *
 * <p>Only one name can be asked for, and it stands for our file: no client can name another file, or create one. H2's
 * console and its other servers are never started.
 */
final class TcpListener implements AutoCloseable {
    /** The name that clients ask for. */
    static final String NAME = "sandglass";

    private static final String LOOPBACK = "127.0.0.1";

    private final Server server;

    private TcpListener(Server server) {
        this.server = server;
    }

    /** H2 has no option for the address to listen on; it reads this property when its classes are loaded. */
    static void bindToLoopback() {
        System.setProperty("h2.bindAddress", LOOPBACK);
    }

    static TcpListener start(Database database, int port) {
        if (!LOOPBACK.equals(SysProperties.BIND_ADDRESS)) {
            throw new IllegalStateException("the JDBC listener must listen on " + LOOPBACK
                    + " only, but H2 was loaded before that could be set; start with -Dh2.bindAddress=" + LOOPBACK);
        }
        try {
            return new TcpListener(Server.createTcpServer(
                            "-tcpPort", String.valueOf(port), "-tcpDaemon", "-ifExists", "-key", NAME, database.name())
                    .start());
        } catch (SQLException e) {
            throw new StoreUnavailable(
                    "cannot listen for JDBC on " + LOOPBACK + ":" + port + ": " + SqlFailures.brief(e), e);
        }
    }

    String url() {
        return "jdbc:h2:tcp://" + LOOPBACK + ":" + server.getPort() + "/" + NAME + ";SCHEMA=REPORT";
    }

    /** Ends the sessions too. */
    @Override
    public void close() {
        server.stop();
    }
}
