package io.sandglass.plugin.host;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/** URLs of the entries of a JAR in memory. A URL keeps its handler, so nothing is registered with the JVM. */
final class MemoryUrls extends URLStreamHandler {
    private static final String PROTOCOL = "sandglass-plugin";

    private final JarContents contents;

    MemoryUrls(JarContents contents) {
        this.contents = contents;
    }

    URL of(String entry) {
        try {
            return new URL(PROTOCOL, "", -1, "/" + entry, this);
        } catch (MalformedURLException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    protected URLConnection openConnection(URL url) throws IOException {
        String entry = url.getPath().substring(1);
        byte[] content = contents.find(entry)
                .orElseThrow(() -> new FileNotFoundException("the plugin JAR has no entry " + entry));
        return new MemoryConnection(url, content);
    }

    private static final class MemoryConnection extends URLConnection {
        private final byte[] content;

        MemoryConnection(URL url, byte[] content) {
            super(url);
            this.content = content;
        }

        @Override
        public void connect() {
            connected = true;
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(content);
        }

        @Override
        public long getContentLengthLong() {
            return content.length;
        }
    }
}
