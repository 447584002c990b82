package io.sandglass.migration;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One step between two neighbouring versions of the format.
 *
 * <p>Found by {@link java.util.ServiceLoader}, so implementations are public with a public constructor without
 * arguments. A step reads its source and builds a new tree; it never changes the source. Stateless; safe from any
 * thread.
 */
public interface SpecMigration {
    /** The older version. */
    SpecVersion from();

    /** The newer version, directly after the older. */
    SpecVersion to();

    /**
     * The document in the newer form; every document of the older form has one.
     *
     * @param older not to be changed
     * @param log receives each change, and where each moved part came from
     */
    ObjectNode up(ObjectNode older, ChangeLog log);

    /**
     * The document in the older form. What that form cannot express is left out and logged as lost.
     *
     * @param newer not to be changed
     * @param log receives each change, and where each moved part came from
     */
    ObjectNode down(ObjectNode newer, ChangeLog log);
}
