package io.sandglass.plugin.http;

import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeFailure;

/** A request was refused, or brought no answer. */
public final class HttpFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final transient NodeFailure failure;
    private final boolean refused;

    private HttpFailure(NodeFailure failure, boolean refused) {
        super(failure.message());
        this.failure = failure;
        this.refused = refused;
    }

    static HttpFailure of(FailureKind kind, String code, String message) {
        return new HttpFailure(NodeFailure.of(kind, code, message), false);
    }

    static HttpFailure of(NodeFailure failure) {
        return new HttpFailure(failure, false);
    }

    /** It may not go there. */
    static HttpFailure refusal(String code, String message) {
        return new HttpFailure(NodeFailure.of(FailureKind.USER, code, message), true);
    }

    /** What a node that ends by this says. */
    public NodeFailure failure() {
        return failure;
    }

    /** Whether nothing was sent to this place, because it is not granted. */
    public boolean isRefusal() {
        return refused;
    }
}
