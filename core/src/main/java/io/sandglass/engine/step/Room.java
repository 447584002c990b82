package io.sandglass.engine.step;

import io.sandglass.fair.FairGate;

/** How many more attempts would probably begin at once. */
public interface Room {
    /** None. */
    Room NONE = new Room() {
        @Override
        public int places() {
            return 0;
        }

        @Override
        public int of(String pool) {
            return 0;
        }
    };

    /** In all. */
    int places();

    /** Of those, the ones that need a place of a pool. */
    int of(String pool);

    /** At a gate, now. */
    static Room at(FairGate gate, String tenant) {
        int places = gate.room(tenant);
        return new Room() {
            @Override
            public int places() {
                return places;
            }

            @Override
            public int of(String pool) {
                return gate.roomOf(pool);
            }
        };
    }
}
