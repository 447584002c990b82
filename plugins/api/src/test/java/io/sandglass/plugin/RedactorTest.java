package io.sandglass.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedactorTest {
    private static final String SECRET = "s3cr\"t/Pässwörd+1";
    private final Redactor redactor = Redactor.of(List.of(SECRET, "", "other-secret"));

    @Test
    void takesSecretsOutOfTexts() {
        assertThat(redactor.redact("a " + SECRET + " b other-secret")).isEqualTo("a [secret] b [secret]");
        assertThat(redactor.redact("nothing here")).isEqualTo("nothing here");
    }

    @Test
    void findsThemInOtherForms() {
        for (String form : List.of(
                URLEncoder.encode(SECRET, UTF_8),
                "s3cr\\\"t/Pässwörd+1",
                "s3cr\\\"t\\/Pässwörd+1",
                "s3cr\\\"t/P\\u00e4ssw\\u00f6rd+1")) {
            assertThat(redactor.redact("x" + form + "y")).as(form).doesNotContain("ssw");
        }
    }

    @Test
    void findsThemWhereEachCharacterIsEscaped() {
        Redactor key = Redactor.of(List.of("s3cr/é"));

        for (String form : List.of(
                "%73%33%63%72%2F%C3%A9",
                "%73%33%63%72%2f%c3%a9",
                "\\u0073\\u0033\\u0063\\u0072\\u002f\\u00e9",
                "\\u0073\\u0033\\u0063\\u0072\\u002F\\u00E9")) {
            assertThat(key.redact("x" + form + "y")).as(form).isEqualTo("x" + Redactor.MASK + "y");
        }
    }

    @Test
    void findsThemLineByLine() {
        Redactor key =
                Redactor.of(List.of("-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\nAQEFAASC\n-----END KEY-----"));

        assertThat(key.redact("read AQEFAASC, then MIIEvQIBADANBgkqhkiG9w0B"))
                .isEqualTo("read [secret], then [secret]");
    }

    @Test
    void findsThemInBase64WhateverStandsAround() {
        for (String before : List.of("", "u", "u:", "us:", "user:")) {
            byte[] all = (before + SECRET + "!").getBytes(UTF_8);
            for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                String clean = redactor.redact(encoder.encodeToString(all));

                assertThat(clean).as(before).contains(Redactor.MASK);
                assertThat(clean.replace(Redactor.MASK, "").length()).isLessThan(16);
            }
        }
    }

    @Test
    void takesThemOutOfBytes() {
        byte[] bytes = ("\u0000" + SECRET + "\u0001").getBytes(UTF_8);

        assertThat(redactor.redact(bytes)).isEqualTo("\u0000[secret]\u0001".getBytes(UTF_8));
        assertThat(redactor.redact(new byte[] {-1, -2})).isEqualTo(new byte[] {-1, -2});
    }

    @Test
    void takesThemOutOfPayloads() {
        Payload payload = Payload.of(Map.of("a", List.of(1, "x" + SECRET), SECRET, true));

        assertThat(redactor.redact(payload))
                .isEqualTo(Payload.of(Map.of("a", List.of(1, "x[secret]"), "[secret]", true)));
        assertThat(Redactor.NONE.redact(payload)).isSameAs(payload);
        assertThat(Redactor.of(List.of("12345678")).redact(Payload.of(List.of(12345678, 5))))
                .isEqualTo(Payload.of(List.of("[secret]", 5)));
    }
}
