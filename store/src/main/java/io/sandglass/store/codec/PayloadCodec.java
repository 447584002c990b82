package io.sandglass.store.codec;

import io.sandglass.plugin.Payload;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Payloads as bytes that read back equal, type by type: a byte that tells the type, then the value. Nothing is built but
 * the bytes, however large the payload is.
 */
final class PayloadCodec {
    private static final int NULL = 0;
    private static final int FALSE = 1;
    private static final int TRUE = 2;
    private static final int TEXT = 3;
    private static final int INTEGER = 4;
    private static final int LONG = 5;
    private static final int REAL = 6;
    private static final int BIG_INTEGER = 7;
    private static final int BIG_DECIMAL = 8;
    private static final int LIST = 9;
    private static final int MAP = 10;

    /** Only in the place of a whole payload: where that is, instead of it. */
    private static final int ASIDE = 11;

    private static final int SHA256 = 32;

    private PayloadCodec() {}

    static void write(ByteSink out, Payload payload) {
        nameAgain(out, payload)
                .or(() -> putAside(out, payload))
                .ifPresent(ref -> out.bits(ASIDE)
                        .raw(HexFormat.of().parseHex(ref.sha256()), 0, SHA256)
                        .count(ref.size()));
    }

    /** What has left memory for where it would be put need not come back for that. */
    private static Optional<PayloadRef> nameAgain(ByteSink out, Payload payload) {
        return payload.source()
                .filter(AsideSource.class::isInstance)
                .map(AsideSource.class::cast)
                .filter(out::nameAgain)
                .map(AsideSource::ref);
    }

    private static Optional<PayloadRef> putAside(ByteSink out, Payload payload) {
        int from = out.size();
        value(out, payload.value());
        return out.putAside(payload, from);
    }

    /** Never puts it aside. */
    static void writeHere(ByteSink out, Payload payload) {
        value(out, payload.value());
    }

    static Payload read(ByteSource in) {
        int type = in.bits();
        return type == ASIDE ? readAside(in) : Payload.of(value(in, type));
    }

    private static Payload readAside(ByteSource in) {
        PayloadRef ref = new PayloadRef(HexFormat.of().formatHex(in.raw(SHA256)), in.smallCount());
        return in.aside(ref).map(place -> fetchOnce(ref, place)).orElse(Payload.EMPTY);
    }

    /** It is looked at, so that a damaged one is found now, but need not stay. */
    private static Payload fetchOnce(PayloadRef ref, LargePayloads place) {
        Payload whole = fetch(ref, place);
        new PutAside(whole, ref, place).letGo();
        return whole;
    }

    static Payload fetch(PayloadRef ref, LargePayloads place) {
        return Payload.of(value(new ByteSource(place.get(ref))));
    }

    private static void value(ByteSink out, @Nullable Object value) {
        if (value == null) {
            out.bits(NULL);
        } else if (value instanceof String text) {
            out.bits(TEXT).text(text);
        } else if (value instanceof Boolean flag) {
            out.bits(flag ? TRUE : FALSE);
        } else if (value instanceof Number number) {
            number(out, number);
        } else if (value instanceof Map<?, ?> map) {
            map(out, map);
        } else {
            list(out, (List<?>) value);
        }
    }

    private static void number(ByteSink out, Number number) {
        if (number instanceof Integer integer) {
            out.bits(INTEGER).number(integer);
        } else if (number instanceof Long whole) {
            out.bits(LONG).number(whole);
        } else if (number instanceof Double real) {
            out.bits(REAL).real(real);
        } else if (number instanceof BigInteger big) {
            out.bits(BIG_INTEGER).block(big.toByteArray());
        } else {
            BigDecimal decimal = (BigDecimal) number;
            out.bits(BIG_DECIMAL)
                    .number(decimal.scale())
                    .block(decimal.unscaledValue().toByteArray());
        }
    }

    private static void map(ByteSink out, Map<?, ?> map) {
        out.bits(MAP).count(map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            value(out.text((String) entry.getKey()), entry.getValue());
        }
    }

    private static void list(ByteSink out, List<?> items) {
        out.bits(LIST).count(items.size());
        for (Object item : items) {
            value(out, item);
        }
    }

    private static @Nullable Object value(ByteSource in) {
        return value(in, in.bits());
    }

    private static @Nullable Object value(ByteSource in, int type) {
        return switch (type) {
            case NULL -> null;
            case FALSE -> false;
            case TRUE -> true;
            case TEXT -> in.text();
            case INTEGER -> (int) in.number();
            case LONG -> in.number();
            case REAL -> in.real();
            case BIG_INTEGER -> new BigInteger(in.block());
            case BIG_DECIMAL -> decimal(in);
            case LIST -> list(in);
            case MAP -> map(in);
            default -> throw Unreadable.newer("a value is of type " + type);
        };
    }

    private static BigDecimal decimal(ByteSource in) {
        int scale = (int) in.number();
        return new BigDecimal(new BigInteger(in.block()), scale);
    }

    private static List<@Nullable Object> list(ByteSource in) {
        int size = in.length();
        List<@Nullable Object> items = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            items.add(value(in));
        }
        return items;
    }

    private static Map<String, @Nullable Object> map(ByteSource in) {
        int size = in.length();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            String key = in.text();
            map.put(key, value(in));
        }
        return map;
    }
}
