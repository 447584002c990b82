package io.sandglass.app.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How old something is, on a command line.
 *
 * @param time not negative
 */
record Age(Duration time) {
    /** Reads what is written as in PT3H or P1D. */
    static final class Reader implements ITypeConverter<Age> {
        @Override
        public Age convert(String text) {
            try {
                Duration time = Duration.parse(text.toUpperCase(Locale.ROOT));
                if (!time.isNegative()) {
                    return new Age(time);
                }
            } catch (DateTimeParseException e) {
                // said below
            }
            throw new TypeConversionException("'" + text + "' is no age; write it as in PT3H, PT30M or P1D");
        }
    }
}
