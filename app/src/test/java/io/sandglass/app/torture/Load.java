package io.sandglass.app.torture;

import com.fasterxml.jackson.databind.JsonNode;
import io.sandglass.app.http.ControlClient;
import io.sandglass.app.torture.Fact.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * What users do meanwhile: start runs, look how far they are, cancel some. Everything that the service says is written
 * down. Knows the open runs over all lives of the service.
 */
final class Load {
    private static final int USERS = 2;
    private static final int MOST_OPEN = 20;
    private static final Duration BREATH = Duration.ofMillis(3);

    private final List<Shape> shapes;
    private final Ledger ledger;
    private final Queue<String> open = new ConcurrentLinkedQueue<>();
    private final List<String> refusals = Collections.synchronizedList(new ArrayList<>());

    Load(List<Shape> shapes, Ledger ledger) {
        this.shapes = shapes;
        this.ledger = ledger;
    }

    /** What the service refused although it was not in the way of being killed. */
    List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** Users at work until they are stopped, or until the service does not answer. */
    Users begin(Door door, Random random) {
        AtomicBoolean stopped = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            User user = new User(door, new Random(random.nextLong()), stopped);
            Thread thread = new Thread(user, "user-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        return new Users(threads, stopped);
    }

    record Users(List<Thread> threads, AtomicBoolean stopped) {
        void stop() throws InterruptedException {
            stopped.set(true); // no interrupt: it would close the ledger's file
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private final class User implements Runnable {
        private final Door door;
        private final Random random;
        private final AtomicBoolean stopped;

        User(Door door, Random random, AtomicBoolean stopped) {
            this.door = door;
            this.random = random;
            this.stopped = stopped;
        }

        @Override
        public void run() {
            try {
                while (!stopped.get()) {
                    act();
                    LockSupport.parkNanos(BREATH.toNanos());
                }
            } catch (ControlClient.Refused e) {
                refusals.add(String.valueOf(e.getMessage()));
            } catch (IOException e) {
                return; // it was killed
            }
        }

        private void act() throws IOException {
            String run = open.size() < MOST_OPEN && random.nextInt(3) > 0 ? null : open.poll();
            if (run == null) {
                start(shapes.get(random.nextInt(shapes.size())));
            } else {
                look(run);
            }
        }

        private void start(Shape shape) throws IOException {
            String run = door.run(shape);
            ledger.add(door.life(), Kind.ACCEPTED, run, "", shape.id());
            open.add(run);
        }

        private void look(String run) throws IOException {
            boolean goesOn = true;
            try {
                if (random.nextInt(40) == 0) {
                    ledger.add(door.life(), Kind.CANCELLED, run, "", "asked");
                    door.cancel(run);
                }
                JsonNode progress = door.progress(run);
                for (JsonNode node : progress.path("nodes")) {
                    if (node.path("status").asText().equals("SUCCEEDED")) {
                        ledger.note(
                                door.life(),
                                Kind.SUCCEEDED,
                                run,
                                node.path("id").asText(),
                                "");
                    }
                }
                String status = progress.path("status").asText();
                goesOn = status.equals("RUNNING");
                if (!goesOn) {
                    ledger.note(door.life(), Kind.ENDED, run, "", status);
                }
            } finally {
                if (goesOn) {
                    open.add(run);
                }
            }
        }
    }
}
