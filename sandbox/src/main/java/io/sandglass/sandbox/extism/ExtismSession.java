package io.sandglass.sandbox.extism;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sandglass.sandbox.capability.GuestLog;
import io.sandglass.sandbox.capability.HostAnswer;
import io.sandglass.sandbox.hostcall.CallMeter;
import io.sandglass.sandbox.hostcall.CapabilitySession;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** One plug-in while it runs: its input, output, error, variables and the host's memory for it. Used by one thread. */
public final class ExtismSession {
    /** Most bytes that the host keeps for one plug-in. */
    public static final long MAX_KERNEL_BYTES = 16 << 20;

    private static final int MAX_LOG = 16 << 10;
    private static final int BYTES_OF_A_UNIT = 16;
    private static final byte[] NOTHING = {};

    private final byte[] input;
    private final Map<String, String> config;
    private final CallMeter meter;
    private final CapabilitySession capabilities;
    private final Kernel kernel;
    private final Map<String, byte[]> variables = new HashMap<>();
    private long inputRead;
    private byte[] output = NOTHING;
    private byte[] error = NOTHING;
    private HostAnswer http = new HostAnswer(0, Map.of(), NOTHING);

    /**
     * @param input not copied; must not change
     * @param maxBytes most that the host keeps for the plug-in
     */
    public ExtismSession(
            byte[] input, Map<String, String> config, long maxBytes, CallMeter meter, CapabilitySession capabilities) {
        this.input = input;
        this.config = new LinkedHashMap<>(config);
        this.meter = meter;
        this.capabilities = capabilities;
        this.kernel = new Kernel(Math.min(maxBytes, MAX_KERNEL_BYTES));
    }

    /** What the plug-in set as its output last; not copied. */
    public byte[] output() {
        return output;
    }

    /** What the plug-in set as its error last; not copied. */
    public byte[] error() {
        return error;
    }

    /** How far the plug-in read its input, in bytes. */
    public long inputRead() {
        return inputRead;
    }

    /**
     * What a plug-in can make the host hold: its blocks and variables, and a copy of one as its output and of one as its error.
     *
     * @param maxBytes most that the host keeps for the plug-in
     */
    public static long reservedBytes(long maxBytes) {
        return 3 * Math.min(maxBytes, MAX_KERNEL_BYTES);
    }

    /** Most bytes that the host kept for the plug-in at once. */
    public long peakBytes() {
        return kernel.peakBytes();
    }

    CallMeter meter() {
        return meter;
    }

    Kernel kernel() {
        return kernel;
    }

    long inputLength() {
        return input.length;
    }

    long input(long offset, int size) {
        if (offset < 0 || offset > input.length - (long) size) {
            throw new IndexOutOfBoundsException(
                    size + " bytes at " + Long.toUnsignedString(offset) + " of an input of " + input.length);
        }
        inputRead = Math.max(inputRead, offset + size);
        return Kernel.littleEndian(input, (int) offset, size);
    }

    long allocate(long length) {
        charge(length);
        return kernel.allocate(length);
    }

    void output(long address, long length) {
        charge(length);
        output = kernel.bytes(address, length);
    }

    void error(long address) {
        error = copied(address);
    }

    long configured(long key) {
        String value = config.get(new String(copied(key), UTF_8));
        return value == null ? 0 : stored(value);
    }

    long variable(long key) {
        byte[] value = variables.get(new String(copied(key), UTF_8));
        charge(value == null ? 0 : value.length);
        return value == null ? 0 : kernel.store(value.clone());
    }

    /** Variables count as blocks do, so that they stay within the cap of the host's memory. */
    void variable(long key, long value) {
        String name = new String(copied(key), UTF_8);
        byte[] before = variables.remove(name);
        kernel.reserve(before == null ? 0 : -before.length - (long) name.length());
        if (value != 0) {
            byte[] copy = copied(value);
            kernel.reserve(copy.length + (long) name.length());
            variables.put(name, copy);
        }
    }

    /** The answer's body; what went wrong if there is no answer, and then the status is 0. */
    long http(long request, long body) {
        http = capabilities.http(copied(request), copied(body));
        return kernel.store(http.bytes());
    }

    int httpStatus() {
        return Math.max(0, http.code());
    }

    long httpHeaders() {
        return stored(HeadersJson.write(http.headers()));
    }

    void log(GuestLog.Level level, long address) {
        byte[] text = copied(address);
        capabilities.log(level, new String(text, 0, Math.min(text.length, MAX_LOG), UTF_8));
    }

    private byte[] copied(long address) {
        charge(kernel.length(address));
        return kernel.block(address);
    }

    private long stored(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        charge(bytes.length);
        return kernel.store(bytes);
    }

    private void charge(long bytes) {
        meter.charge(Math.max(0, bytes) / BYTES_OF_A_UNIT);
    }
}
