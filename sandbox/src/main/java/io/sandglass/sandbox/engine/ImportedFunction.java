package io.sandglass.sandbox.engine;

/**
 * A function that a module wants from its host.
 *
 * @param module name of the importing namespace, such as {@code wasi_snapshot_preview1}
 * @param name name in that namespace
 * @param signature see {@link HostFunction#signature()}
 */
public record ImportedFunction(String module, String name, String signature) {
    /** {@code module.name}. */
    public String qualifiedName() {
        return module + "." + name;
    }
}
