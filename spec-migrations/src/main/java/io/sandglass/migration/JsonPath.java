package io.sandglass.migration;

import java.util.ArrayList;
import java.util.List;

/** Words about JSON pointers (RFC 6901). */
final class JsonPath {
    private JsonPath() {}

    /** The pointer one step below a pointer. */
    static String child(String pointer, String key) {
        return pointer + "/" + escape(key);
    }

    static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    /** The keys on the way; none for the whole document. A missing leading slash is forgiven. */
    static List<String> keys(String pointer) {
        var keys = new ArrayList<String>();
        var start = pointer.startsWith("/") ? 1 : 0;
        while (start <= pointer.length() && !pointer.isEmpty()) {
            var slash = pointer.indexOf('/', start);
            var end = slash < 0 ? pointer.length() : slash;
            var key = pointer.substring(start, end);
            keys.add(key.indexOf('~') < 0 ? key : key.replace("~1", "/").replace("~0", "~"));
            start = end + 1;
        }
        return keys;
    }
}
