/**
 * What reads the bytes of strangers, handed to a coverage-guided fuzzer.
 *
 * <p>An ordinary build runs the seeds only. {@code ./mvnw -Pjazzer -pl sandbox -am test -Dtest=WasiFuzzTest} searches on,
 * for one target at a time.
 */
package io.sandglass.sandbox.fuzz;
