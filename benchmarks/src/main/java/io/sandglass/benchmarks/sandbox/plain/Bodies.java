package io.sandglass.benchmarks.sandbox.plain;

/** Five bodies under gravity. */
public final class Bodies {
    private static final double STEP = 0.001;
    private static final double[][] START = {
        {0, 0, 0, 0, 0, 0, 39.5},
        {4.8, -1.2, -0.1, 0.6, 2.8, -0.02, 0.037},
        {8.3, 4.1, -0.4, -1.0, 1.8, 0.008, 0.011},
        {12.9, -15.1, -0.2, 1.1, 0.9, -0.01, 0.0017},
        {15.4, -25.9, 0.2, 1.0, 0.6, -0.03, 0.002}
    };

    private double x;
    private double y;
    private double z;
    private double vx;
    private double vy;
    private double vz;
    private final double mass;

    private Bodies(double[] values) {
        x = values[0];
        y = values[1];
        z = values[2];
        vx = values[3];
        vy = values[4];
        vz = values[5];
        mass = values[6];
    }

    /** The bits of their energy of motion after n steps. */
    public static long move(long n) {
        Bodies[] all = new Bodies[START.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = new Bodies(START[i]);
        }
        for (long i = 0; i < n; i++) {
            advance(all);
        }
        double energy = 0;
        for (Bodies body : all) {
            energy += body.mass * (body.vx * body.vx + body.vy * body.vy + body.vz * body.vz);
        }
        return Double.doubleToRawLongBits(energy);
    }

    private static void advance(Bodies[] all) {
        for (int i = 0; i < all.length; i++) {
            for (int j = i + 1; j < all.length; j++) {
                all[i].attract(all[j]);
            }
        }
        for (Bodies body : all) {
            body.x += STEP * body.vx;
            body.y += STEP * body.vy;
            body.z += STEP * body.vz;
        }
    }

    private void attract(Bodies other) {
        double dx = x - other.x;
        double dy = y - other.y;
        double dz = z - other.z;
        double d = dx * dx + dy * dy + dz * dz;
        double magnitude = STEP / (d * Math.sqrt(d));
        pull(dx, dy, dz, other.mass * magnitude);
        other.pull(dx, dy, dz, -(mass * magnitude));
    }

    private void pull(double dx, double dy, double dz, double force) {
        vx -= dx * force;
        vy -= dy * force;
        vz -= dz * force;
    }
}
