package io.sandglass.store.database;

import io.sandglass.run.TriggerKey;
import io.sandglass.spec.WorkflowKey;

/** How long the texts are that columns take, and how longer ones are cut. Events keep them whole. */
public final class Columns {
    /** Ids, names and codes. */
    public static final int NAME = 255;

    /** Words of our own, such as kinds and states. */
    public static final int WORD = 64;

    /** Names of files. */
    public static final int FILE = 4_096;

    /** Reasons and errors. */
    public static final int SENTENCE = 4_000;

    /** Log lines, which come cut already, and what people read at length. */
    public static final int TEXT = 1_000_000;

    private Columns() {}

    /** @throws RecordTooLarge if a text is longer than its column */
    public static void check(String what, String text, int most) {
        if (text.length() > most) {
            throw new RecordTooLarge(what + " has at most " + most + " characters, but this has " + text.length() + ": "
                    + cut(text, 60) + "...");
        }
    }

    /**
     * Of its names.
     *
     * @throws RecordTooLarge if one does not fit
     */
    public static void check(WorkflowKey workflow) {
        check("a namespace", workflow.namespace(), NAME);
        check("a workflow's id", workflow.id(), NAME);
    }

    /**
     * Of its names.
     *
     * @throws RecordTooLarge if one does not fit
     */
    public static void check(TriggerKey trigger) {
        check(trigger.workflow());
        check("a trigger's name", trigger.name(), NAME);
    }

    /** At most so many characters of a text. */
    public static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end);
    }
}
