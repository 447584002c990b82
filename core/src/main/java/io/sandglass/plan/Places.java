package io.sandglass.plan;

import io.sandglass.migration.Position;
import io.sandglass.migration.SpecDocument;

/** Where things stand in the text a plan is made of. */
interface Places {
    /** For a model that comes from no text. */
    Places NOWHERE = new Places() {
        @Override
        public Position value(String pointer) {
            return Position.START;
        }

        @Override
        public Position key(String pointer) {
            return Position.START;
        }
    };

    Position value(String pointer);

    Position key(String pointer);

    static Places of(SpecDocument document) {
        return new Places() {
            @Override
            public Position value(String pointer) {
                return document.position(pointer);
            }

            @Override
            public Position key(String pointer) {
                return document.keyPosition(pointer);
            }
        };
    }
}
