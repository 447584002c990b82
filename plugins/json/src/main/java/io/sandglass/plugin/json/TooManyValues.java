package io.sandglass.plugin.json;

import java.io.IOException;

/** A JSON text has more values than it may. */
public final class TooManyValues extends IOException {
    private static final long serialVersionUID = 1;

    TooManyValues(long most) {
        super("more than " + most + " values");
    }
}
