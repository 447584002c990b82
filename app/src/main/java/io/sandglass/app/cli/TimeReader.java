package io.sandglass.app.cli;

import io.sandglass.spec.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a length of time from a command line, as in {@code 5s} or {@code PT5S}; not negative. */
class TimeReader implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }

    /** One above zero. */
    static final class Positive extends TimeReader {
        @Override
        public Duration convert(String text) {
            Duration time = super.convert(text);
            if (time.isZero()) {
                throw new TypeConversionException("'" + text + "' is no time; give it more");
            }
            return time;
        }
    }
}
