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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * What users do meanwhile: start runs, look how far they are, pause, resume, cancel and retry some. Everything that the
 * service says is written
 * down. Knows the open runs over all lives of the service.
 */
final class Load {
    private static final int USERS = 2;
    private static final int MOST_OPEN = 20;
    private static final Duration BREATH = Duration.ofMillis(3);

    private final List<Shape> shapes;
    private final Ledger ledger;
    private final Queue<String> open = new ConcurrentLinkedQueue<>();
    /** Those that may be paused. */
    private final Set<String> paused = ConcurrentHashMap.newKeySet();

    private final List<String> refusals = Collections.synchronizedList(new ArrayList<>());

    Load(List<Shape> shapes, Ledger ledger) {
        this.shapes = shapes;
        this.ledger = ledger;
    }

    /** What the service refused although it was not in the way of being killed. */
    List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** Lets every run go on that a user paused. */
    void resumeAll(Door door) throws IOException {
        for (String run : List.copyOf(paused)) {
            steer(door, run, "resume");
        }
    }

    private boolean steer(Door door, String run, String operation) throws IOException {
        ledger.add(door.life(), Kind.ASKED, run, "", operation);
        if (operation.equals("pause")) {
            paused.add(run);
        }
        boolean done = door.steer(run, operation);
        if (done) {
            ledger.add(door.life(), Kind.DONE, run, "", operation);
        }
        if (!operation.equals("pause")) { // one that is refused may be paused already
            paused.remove(run);
        }
        return done;
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
            try {
                int chance = random.nextInt(12);
                if (chance < 2) {
                    steer(door, run, chance == 0 ? "cancel" : "pause");
                }
            } finally {
                open.add(run); // nobody else asked anything of it meanwhile
            }
        }

        private void look(String run) throws IOException {
            boolean goesOn = true;
            try {
                steerPerhaps(run);
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
                    goesOn = status.equals("CANCELLED") && random.nextBoolean() && steer(door, run, "retry");
                }
            } finally {
                if (goesOn) {
                    open.add(run);
                }
            }
        }

        private void steerPerhaps(String run) throws IOException {
            int chance = random.nextInt(40);
            if (chance == 0) {
                steer(door, run, "cancel");
            } else if (chance == 1) {
                steer(door, run, "pause");
            } else if (chance < 10 && paused.contains(run)) {
                steer(door, run, "resume");
            }
        }
    }
}
