package io.sandglass.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPatternTest {
    @ParameterizedTest
    @CsvSource({
        "api.example.test, api.example.test",
        "API.example.test:8443, api.example.test:8443",
        "*.example.test, *.example.test",
        "my_host, my_host",
        "127.0.0.1, 127.0.0.1",
        "[::1]:8080, [0:0:0:0:0:0:0:1]:8080",
        "[2606:4700::1111], [2606:4700:0:0:0:0:0:1111]",
        "[::FFFF:1.2.3.4]:80, 1.2.3.4:80",
        "*, *"
    })
    void readsWhatIsWritten(String text, String shown) {
        assertThat(HostPattern.parse(text)).map(HostPattern::toString).contains(shown);
        assertThat(HostPattern.parse(shown)).isEqualTo(HostPattern.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a*b",
                "..",
                "a..b",
                "*.*",
                "https://api.example.test",
                "api.example.test/path",
                "api.example.test:",
                "api.example.test:0",
                "api.example.test:65536",
                "user@api.example.test",
                "b\u00fccher.example.test",
                "::1",
                "[::1",
                "[]",
                "[1.2.3.4]",
                "[fe80::1%1]",
                "[api.example.test]",
                "[:::1]"
            })
    void isNoHost(String text) {
        assertThat(HostPattern.parse(text)).isEmpty();
    }

    @Test
    void isNoHostIfItIsLongerThanNamesAre() {
        String longest = "*." + "a".repeat(61) + ".a".repeat(96) + ":65535";

        assertThat(HostPattern.parse(longest)).isPresent();
        assertThat(HostPattern.parse("a." + longest.substring(2) + "5")).isEmpty();
        assertThat(HostPattern.parse("a" + ".a".repeat(100_000))).isEmpty();
    }

    @Test
    void hasAPortOrNone() {
        assertThatThrownBy(() -> new HostPattern("a", -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HostPattern("a", 65_536)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "api.example.test, api.example.test, true",
        "api.example.test, API.Example.Test., true",
        "api.example.test, other.example.test, false",
        "api.example.test, api.example.test.evil.test, false",
        "*.example.test, a.example.test, true",
        "*.example.test, a.b.example.test, true",
        "*.example.test, example.test, false",
        "*.example.test, .example.test, false",
        "*.example.test, evilexample.test, false",
        "api.example.test:443, API.example.test, true",
        "*.example.test:443, api.example.test, true",
        "API.Example.Test:8443, api.example.test, false",
        "[2606:4700::1111]:443, 2606:4700::1111, true",
        "[2606:4700::1111], 2606:4700:0::1111, true",
        "[2606:4700::443], 2606:4700::, false",
        "1.2.3.4, ::ffff:1.2.3.4, true",
        "*:8443, anything.test, false",
        "*, anything.test, true"
    })
    void coversHosts(String pattern, String host, boolean covered) {
        assertThat(pattern(pattern).covers(host, 443)).isEqualTo(covered);
    }

    @ParameterizedTest
    @CsvSource({
        "*.example.test, api.example.test, api.example.test",
        "*.example.test, *.eu.example.test, *.eu.example.test",
        "*, api.example.test:8443, api.example.test:8443",
        "*.example.test:8443, api.example.test, api.example.test:8443",
        "[::1], [0::1]:80, [0:0:0:0:0:0:0:1]:80",
        "*.example.test, example.test, ",
        "*.example.test, badexample.test, ",
        "api.example.test:8443, api.example.test:443, "
    })
    void ofTwoTheNarrowerHolds(String one, String other, String both) {
        Optional<String> expected = Optional.ofNullable(both);

        assertThat(pattern(one).and(pattern(other)).map(HostPattern::toString)).isEqualTo(expected);
        assertThat(pattern(other).and(pattern(one)).map(HostPattern::toString)).isEqualTo(expected);
    }

    @Test
    void saysWhatPermissionsWouldHaveToName() {
        assertThat(HostPattern.of("API.example.test.")).hasToString("api.example.test");
        assertThat(HostPattern.of("fe80::1")).hasToString("[fe80:0:0:0:0:0:0:1]");
        assertThat(HostPattern.of("api.example.test").isExactly("API.example.test"))
                .isTrue();
        assertThat(pattern("*.example.test").isExactly("api.example.test")).isFalse();
        assertThat(pattern("*").isAll()).isTrue();
    }

    private static HostPattern pattern(String text) {
        return HostPattern.parse(text).orElseThrow();
    }
}
