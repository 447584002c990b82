package io.sandglass.sandbox.metering;

/**
 * What has to be known of every function before any is rewritten.
 *
 * @param price of all its instructions together and of entering it, without what the functions it calls cost
 * @param optional the part of the price that stands behind the first instruction that may leave the straight way
 * @param weight how much depth each function that it calls has less than itself
 * @param callees functions of the module that it calls, by their place in the code section, one for each call
 * @param certain how many of these calls stand before that instruction
 * @param indirect whether it calls through a table
 * @param once whether no instruction runs twice or costs by its operands, and none calls the host or through a table
 */
record FunctionFacts(
        long price, long optional, long weight, int[] callees, int certain, boolean indirect, boolean once) {
    static FunctionFacts of(Body body, FunctionShape shape, Outline outline) {
        FactFinder finder = new FactFinder(body, outline.importedFunctions());
        return finder.find(body.weight(shape.parameters(), outline));
    }
}
