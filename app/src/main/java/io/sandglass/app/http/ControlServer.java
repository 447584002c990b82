package io.sandglass.app.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sandglass.plugin.Limits;
import io.sandglass.plugin.json.BoundedJson;
import io.sandglass.plugin.json.TooManyValues;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers commands on 127.0.0.1: {@code POST /v1/<name>} with a JSON object, answered by a JSON value.
 *
 * <p>A request without the token gets 401, one from a page of another origin 403, one that can be read in two ways 400. A
 * {@link BadRequest} is answered with 400 and its message, {@link Unavailable} with 503 and {@code Retry-After}, any other
 * exception with 500 and an id that stands in the log.
 * {@code ping} answers an empty object. A request that does not arrive within {@value #REQUEST_SECONDS} seconds is cut
 * off, a connection that brings none after {@value #SILENT_SECONDS}, and so is who does not take the answer; in between an
 * action may take as long as it needs. Owns its threads; close
 * it.
 */
public final class ControlServer implements AutoCloseable {
    /** Largest request: one that starts a run has its document, 4 MiB at most, and its inputs, 8 MiB, as JSON. */
    static final int MAX_BODY = 16 * 1024 * 1024;

    /** Most values in a request: 16 MiB of the smallest would become more than a GiB. */
    static final long MAX_VALUES = Limits.DEFAULT.values();

    private static final Logger log = LoggerFactory.getLogger(ControlServer.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int THREADS = 64;
    private static final int IDLE_SECONDS = 30;
    private static final int REQUEST_SECONDS = 10;

    /** A connection without a request is closed then; a little longer than clients of the JDK keep one for the next. */
    private static final int SILENT_SECONDS = 6;

    private static final int LOOK_MILLIS = 1_000;
    private static final Duration WRITING = Duration.ofSeconds(60);

    /** Beyond these, others are turned away until the silent ones are closed, so that what waits for a thread is bounded. */
    private static final int CONNECTIONS = 1_024;

    private static final int UNAVAILABLE = 503;
    private static final String RETRY_AFTER_SECONDS = "1";
    private static final String PREFIX = "/v1/";

    static { // the JDK's server takes its limits from nowhere else, and only before it is first used
        setIfAbsent("sun.net.httpserver.maxReqTime", REQUEST_SECONDS);
        setIfAbsent("sun.net.httpserver.idleInterval", SILENT_SECONDS);
        setIfAbsent("sun.net.httpserver.clockTick", LOOK_MILLIS); // how often it looks for those
        setIfAbsent("jdk.httpserver.maxConnections", CONNECTIONS);
        setIfAbsent(
                "sun.net.httpserver.nodelay", true); // else each answer but the first waits 40 ms for the client's ACK
    }

    private final Map<String, Action> actions;
    private final String token;
    private final HttpServer server;
    private final ExecutorService threads;
    private final WriteLimit limit;
    private final AtomicInteger faults = new AtomicInteger();

    /** Does what a request asks for; called from several threads at once. */
    @FunctionalInterface
    public interface Action {
        Object answer(JsonNode request);
    }

    /** The request cannot be answered, and why. */
    public static final class BadRequest extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public BadRequest(String message) {
            super(message);
        }
    }

    /** What the request needs cannot be had now, and why; it may be sent again later. */
    public static final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String message) {
            super(message);
        }
    }

    private ControlServer(Map<String, Action> actions, HttpServer server, Duration writing) {
        this.limit = new WriteLimit(writing);
        Map<String, Action> known = new TreeMap<>(actions);
        known.put(ControlClient.PING, request -> Map.of());
        this.actions = Collections.unmodifiableMap(known);
        this.server = server;
        this.token = RequestCheck.newToken();
        AtomicInteger count = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "control-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        this.threads = pool;
    }

    /**
     * Starts listening on a free port of the loopback interface.
     *
     * @param actions by the name in the path
     */
    public static ControlServer start(Map<String, Action> actions) throws IOException {
        return start(actions, WRITING);
    }

    /** @param writing how long an answer may take from its first byte to its last */
    static ControlServer start(Map<String, Action> actions, Duration writing) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        ControlServer server = new ControlServer(actions, http, writing);
        http.setExecutor(server.threads);
        http.createContext("/", server::handle);
        http.start();
        return server;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** 256 random bits in hex; new at every start. */
    public String token() {
        return token;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        limit.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = reply(exchange);
            byte[] body = reply.body();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            if (reply.status() == UNAVAILABLE) {
                exchange.getResponseHeaders().set("Retry-After", RETRY_AFTER_SECONDS);
            }
            limit.during(exchange, () -> {
                exchange.sendResponseHeaders(reply.status(), body.length);
                exchange.getResponseBody().write(body);
            });
        }
    }

    private Reply reply(HttpExchange exchange) throws IOException {
        if (RequestCheck.ambiguous(exchange)) {
            return Reply.error(400, "the request can be read in more than one way");
        }
        if (!RequestCheck.fromHere(exchange, port())) {
            return Reply.error(403, "only programs on this machine may ask");
        }
        if (!RequestCheck.carries(token, exchange)) {
            return Reply.error(401, "the token is missing or wrong; it stands in the home's data/service.json");
        }
        String path = exchange.getRequestURI().getRawPath();
        Action action = path.startsWith(PREFIX) ? actions.get(path.substring(PREFIX.length())) : null;
        if (action == null || !exchange.getRequestMethod().equals("POST")) {
            String asked = exchange.getRequestMethod() + " " + path;
            return Reply.error(404, "there is no " + asked + "; known to POST " + PREFIX + " are " + actions.keySet());
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            return Reply.error(413, "the request is over " + MAX_BODY + " bytes");
        }
        return answer(path, action, body);
    }

    private Reply answer(String path, Action action, byte[] body) {
        JsonNode request;
        try {
            request = BoundedJson.LENIENT.tree(body, MAX_VALUES);
        } catch (TooManyValues e) {
            return Reply.error(413, "the request has " + e.getMessage() + "; give large data by the names of files");
        } catch (JsonProcessingException e) {
            return Reply.error(400, "the request is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            return Reply.error(400, "the request is no JSON: " + e.getMessage());
        }
        try {
            return Reply.of(200, action.answer(request));
        } catch (BadRequest e) {
            return Reply.error(400, String.valueOf(e.getMessage()));
        } catch (Unavailable e) {
            return Reply.error(UNAVAILABLE, String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError e) {
            int fault = faults.incrementAndGet();
            log.error("control request {} failed, fault {}", path, fault, e);
            return Reply.error(500, "this failed inside the service; see fault " + fault + " in its log");
        }
    }

    private static void setIfAbsent(String property, Object value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, String.valueOf(value));
        }
    }

    private record Reply(int status, byte[] body) {
        static Reply of(int status, Object body) {
            try {
                return new Reply(status, JSON.writeValueAsBytes(body));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("an action gave what is no JSON", e);
            }
        }

        static Reply error(int status, String message) {
            return of(status, Map.of("error", message));
        }
    }
}
