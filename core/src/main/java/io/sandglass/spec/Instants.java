package io.sandglass.spec;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Points in time, written with an offset, or without one where a zone is given. */
final class Instants {
    private static final int LAST_YEAR = 9_999;

    private Instants() {}

    /** @param zoned whether the zone was given, so that the offset may be left out */
    static Shape<Instant> in(ZoneId zone, boolean zoned) {
        return value -> {
            String text = Shapes.TEXT.read(value);
            try {
                Instant instant = read(text, zone, zoned);
                if (instant.isBefore(Instant.EPOCH) || instant.atZone(zone).getYear() > LAST_YEAR) {
                    throw Shapes.badValue("the year must be from 1970 to " + LAST_YEAR, "write a date in this range");
                }
                return instant;
            } catch (DateTimeException e) {
                throw Shapes.badValue(
                        "'" + Section.shown(text) + "' is not a point in time",
                        zoned
                                ? "write it as in 2027-01-04T09:00:00"
                                : "write it with an offset, as in 2027-01-04T09:00:00+01:00, or add a timezone");
            }
        };
    }

    private static Instant read(String text, ZoneId zone, boolean zoned) {
        if (!zoned) {
            return OffsetDateTime.parse(text).toInstant();
        }
        return DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from)
                        instanceof OffsetDateTime exact
                ? exact.toInstant()
                : LocalDateTime.parse(text).atZone(zone).toInstant();
    }
}
