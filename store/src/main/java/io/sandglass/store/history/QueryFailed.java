package io.sandglass.store.history;

/** A query was refused, was wrong or took too long. The message is one sentence for whoever wrote the query. */
public final class QueryFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public QueryFailed(String message) {
        super(message);
    }

    public QueryFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
