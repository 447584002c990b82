package io.sandglass.plugin.host;

import io.sandglass.plugin.NodePlugin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Builds plugin JARs from source text, in memory. */
final class TestJar {
    private static final Map<Map<String, String>, Map<String, byte[]>> COMPILED = new ConcurrentHashMap<>();

    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final List<String> services = new ArrayList<>();

    /** A JAR with one good plugin whose nodes answer {@code {"text": answer}}. */
    static TestJar answering(String type, String version, String answer) {
        String body = """
                try (var text = getClass().getResourceAsStream("/answer.txt")) {
                    return NodeResult.completed(Payload.of(Map.of("text", new String(text.readAllBytes()))));
                }
                """;
        return new TestJar()
                .plugin("com.example.Answer", "NodeType.of(\"%s\", \"%s\")".formatted(type, version), body)
                .entry("answer.txt", answer);
    }

    /** Adds a plugin class and names it in the services file. */
    TestJar plugin(String className, String type, String body) {
        return plugin(className, "", type, body);
    }

    /** Adds a plugin class with further members. */
    TestJar plugin(String className, String members, String type, String body) {
        int dot = className.lastIndexOf('.');
        return source(className, """
                        package %s;
                        import io.sandglass.plugin.*;
                        import java.util.*;
                        public class %s implements NodePlugin {
                            %s
                            public NodeType type() { return %s; }
                            public NodeExecutor create(NodeConfig config) {
                                return context -> { %s };
                            }
                        }
                        """.formatted(
                                className.substring(0, dot), className.substring(dot + 1), members, type, body))
                .service(className);
    }

    TestJar source(String className, String text) {
        sources.put(className, text);
        return this;
    }

    TestJar service(String className) {
        services.add(className);
        return this;
    }

    TestJar entry(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    TestJar entry(String name, String content) {
        return entry(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** The class files of the sources, by entry name. */
    Map<String, byte[]> classes() {
        return sources.isEmpty() ? Map.of() : COMPILED.computeIfAbsent(Map.copyOf(sources), TestJar::compile);
    }

    /** Class files are laid under an explicit entry, unless one of that name was added by hand. */
    byte[] bytes() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        if (!services.isEmpty()) {
            all.put(
                    "META-INF/services/" + NodePlugin.class.getName(),
                    String.join("\n", services).getBytes(StandardCharsets.UTF_8));
        }
        all.putAll(classes());
        all.putAll(entries);
        return zip(all);
    }

    Path writeTo(Path file) {
        try {
            return Files.write(file, bytes());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
                jar.closeEntry();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return bytes.toByteArray();
    }

    private static Map<String, byte[]> compile(Map<String, String> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        Map<String, ByteArrayOutputStream> classes = new HashMap<>();
        JavaFileManager files = new ClassCollector(compiler.getStandardFileManager(problems, null, null), classes);
        List<Source> units = new ArrayList<>();
        sources.forEach((name, text) -> units.add(new Source(name, text)));
        List<String> options = List.of("--release", "17", "-proc:none", "-classpath", apiPath());
        if (!compiler.getTask(null, files, problems, options, null, units).call()) {
            throw new IllegalArgumentException("the test's plugin does not compile: " + problems.getDiagnostics());
        }
        Map<String, byte[]> compiled = new LinkedHashMap<>();
        classes.forEach((name, code) -> compiled.put(name.replace('.', '/') + ".class", code.toByteArray()));
        return compiled;
    }

    private static String apiPath() {
        return Path.of(URI.create(NodePlugin.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String className, String text) {
            super(URI.create("memory:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class ClassCollector extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> classes;

        ClassCollector(JavaFileManager next, Map<String, ByteArrayOutputStream> classes) {
            super(next);
            this.classes = classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className + ".class"), kind) {
                @Override
                public ByteArrayOutputStream openOutputStream() {
                    return classes.computeIfAbsent(className, name -> new ByteArrayOutputStream());
                }
            };
        }
    }
}
