package io.sandglass.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.Permissions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpGuardTest {
    @ParameterizedTest
    @CsvSource({
        "intranet.test, 169.254.169.254, false",
        "169.254.169.254, 169.254.169.254, true",
        "intranet.test, 168.63.129.16, false",
        "intranet.test, fe80::1, false",
        "intranet.test, fd00:ec2::254, false",
        "intranet.test, fd20:ce::254, false",
        "intranet.test, fd00:42::42, false",
        "intranet.test, 64:ff9b::a9fe:a9fe, false",
        "intranet.test, 64:ff9b:1::a9fe:a9fe, false",
        "intranet.test, 64:ff9b::a83f:8110, false",
        "intranet.test, 2002:a9fe:a9fe::, false",
        "intranet.test, ::169.254.169.254, false",
        "intranet.test, ::ffff:169.254.169.254, false",
        "::ffff:169.254.169.254, ::ffff:169.254.169.254, true",
        "intranet.test, 64:ff9b::a00:1, true",
        "intranet.test, 10.0.0.1, true",
        "intranet.test, 127.0.0.1, true",
        "intranet.test, 1.1.1.1, true"
    })
    void opensAddressesThatHandOutCredentialsOnlyAsTheyAre(String host, String address, boolean allowed)
            throws UnknownHostException {
        Permissions inside = new Permissions(Set.of(), Set.of("intranet.test", "169.254.169.254", "*"), true);

        assertThat(new HttpGuard(inside).allowsAddress(host, 80, InetAddress.getByName(address)))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"80, true", "8080, false"})
    void opensAddressesThatHandOutCredentialsAtTheGrantedPortOnly(int port, boolean allowed)
            throws UnknownHostException {
        Permissions inside = new Permissions(Set.of(), Set.of("169.254.169.254:80", "*.254:8080"), true);
        String host = "169.254.169.254";

        assertThat(new HttpGuard(inside).allowsAddress(host, port, InetAddress.getByName(host)))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "198.18.0.1",
                "192.0.0.8",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "2130706433",
                "::1",
                "::",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd00::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::101:101",
                "64:ff9b:0:1::101:101",
                "64:ff9b:ffff:ffff:ffff:ffff:101:101",
                "2002:7f00:1::",
                "2001:0:1::",
                "2001:db8::1"
            })
    void isPrivate(String address) throws UnknownHostException {
        assertThat(HttpGuard.isPrivate(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "93.184.215.14",
                "172.32.0.1",
                "100.128.0.1",
                "198.20.0.1",
                "192.0.1.1",
                "2606:4700::1111",
                "2001:4860:4860::8888",
                "64:ff9b::101:101",
                "2002:101:101::"
            })
    void isPublic(String address) throws UnknownHostException {
        assertThat(HttpGuard.isPrivate(InetAddress.getByName(address))).isFalse();
    }

    @Test
    void nothingIsGrantedByDefault() {
        assertThat(new HttpGuard(Permissions.NONE).allowsHost("api.example.test", 443))
                .isFalse();
    }

    @Test
    void whatIsNoPatternGrantsNothing() {
        Permissions wrong = new Permissions(Set.of(), Set.of("2606:4700::443", "a*b"), true);

        assertThat(new HttpGuard(wrong).allowsHost("2606:4700::", 443)).isFalse();
        assertThat(new HttpGuard(wrong).allowsHost("a*b", 443)).isFalse();
    }
}
