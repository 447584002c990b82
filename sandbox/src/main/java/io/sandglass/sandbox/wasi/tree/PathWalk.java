package io.sandglass.sandbox.wasi.tree;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Follows a path from a directory. It cannot get out: there are no links, a path that begins with a slash is refused, and
 * so is the step above the directory it began in, wherever in the path it is made.
 */
public final class PathWalk {
    /** Longest path, in bytes. */
    public static final int MAX_PATH = 4096;

    private static final int MAX_NAME = 255;
    private static final String SELF = ".";
    private static final String ABOVE = "..";

    private final Deque<Directory> way = new ArrayDeque<>();

    private PathWalk(Directory base) {
        way.push(base);
    }

    /** Where the path leads; all but the last name must exist. */
    public static Place from(Directory base, byte[] path) {
        return from(base, decode(path));
    }

    static Place from(Directory base, String path) {
        check(path);
        PathWalk walk = new PathWalk(base);
        String last = SELF;
        for (String part : path.split("/")) {
            if (!part.isEmpty()) {
                checkName(part);
                walk.enter(last);
                last = part;
            }
        }
        if (last.equals(ABOVE)) {
            walk.enter(last);
            last = SELF;
        }
        return new Place(walk.way.element(), last, path.endsWith("/"));
    }

    private static String decode(byte[] path) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(path))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw Problem.ILSEQ.refused();
        }
    }

    private static void check(String path) {
        if (path.isEmpty()) {
            throw Problem.NOENT.refused();
        }
        if (path.startsWith("/")) {
            throw Problem.NOTCAPABLE.refused();
        }
        if (path.indexOf('\0') >= 0) {
            throw Problem.INVAL.refused();
        }
    }

    private static void checkName(String name) {
        if (!isShort(name)) {
            throw Problem.NAMETOOLONG.refused();
        }
    }

    static boolean isShort(String name) {
        return name.length() <= MAX_NAME && name.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME;
    }

    private void enter(String name) {
        if (name.equals(SELF)) {
            return;
        }
        if (name.equals(ABOVE)) {
            way.pop();
            if (way.isEmpty()) {
                throw Problem.NOTCAPABLE.refused();
            }
            return;
        }
        Inode next = way.element().find(name).orElseThrow(Problem.NOENT::refused);
        if (!(next instanceof Directory directory)) {
            throw Problem.NOTDIR.refused();
        }
        way.push(directory);
    }
}
