package io.sandglass.migration.steps;

/** Names made to fit the pattern of ids, {@code [A-Za-z0-9][A-Za-z0-9._-]{0,127}}. */
final class Slug {
    private static final int LONGEST = 128;
    private static final String NAMELESS = "workflow";

    private Slug() {}

    static String of(String name) {
        var slug = name.replaceAll("[^A-Za-z0-9._-]++", "-").replaceAll("^[._-]++|-++$", "");
        if (slug.isEmpty()) {
            return NAMELESS;
        }
        return slug.length() <= LONGEST ? slug : slug.substring(0, LONGEST);
    }
}
