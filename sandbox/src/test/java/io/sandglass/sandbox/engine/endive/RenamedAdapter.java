package io.sandglass.sandbox.engine.endive;

import io.sandglass.sandbox.engine.chicory.ChicoryEngine;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * Loads the classes of Chicory's adapter once more, each reference to Chicory turned into one to Endive, which renamed
 * its packages and two exceptions and kept the rest.
 */
final class RenamedAdapter extends ClassLoader {
    private static final String ADAPTER = ChicoryEngine.class.getPackageName() + ".";
    private static final String CHICORY = "com/dylibso/chicory/";
    private static final String ENDIVE = "run/endive/";
    private static final Map<String, String> EXCEPTIONS = Map.of(
            "wasm/ChicoryException", "wasm/WasmEngineException",
            "runtime/ChicoryInterruptedException", "runtime/WasmInterruptedException");

    RenamedAdapter() {
        super(RenamedAdapter.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            return name.startsWith(ADAPTER) ? renamed(name) : super.loadClass(name, resolve);
        }
    }

    private Class<?> renamed(String name) throws ClassNotFoundException {
        try (InputStream bytes = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            ClassWriter writer = new ClassWriter(0);
            new ClassReader(bytes).accept(new ClassRemapper(writer, new Names()), 0);
            byte[] code = writer.toByteArray();
            return defineClass(name, code, 0, code.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** From Chicory's to Endive's. */
    private static final class Names extends Remapper {
        private Names() {
            super(Opcodes.ASM9);
        }

        @Override
        public String map(String internalName) {
            if (!internalName.startsWith(CHICORY)) {
                return internalName;
            }
            String rest = internalName.substring(CHICORY.length());
            return ENDIVE + EXCEPTIONS.getOrDefault(rest, rest);
        }
    }
}
