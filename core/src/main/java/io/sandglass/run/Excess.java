package io.sandglass.run;

/**
 * What an input or an output has too much of.
 *
 * @param told as in {@code more than 500000 values}
 * @param ofValues whether it is of values, else of bytes
 */
public record Excess(String told, boolean ofValues) {
    static Excess ofBytes(long most) {
        return new Excess("more than " + most + " bytes as JSON", false);
    }

    static Excess ofValues(long most) {
        return new Excess("more than " + most + " values", true);
    }

    /** The limit of a node that this is over. @param ofBytes its name, if it is the one on bytes */
    public String limit(String ofBytes) {
        return "limits." + (ofValues ? "values" : ofBytes);
    }
}
