package io.sandglass.plugin.http;

import io.sandglass.plugin.HostPattern;
import io.sandglass.plugin.Permissions;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Says which hosts and which addresses may be called. */
record HttpGuard(Permissions permissions) {
    private static final int[][] RESERVED = {
        // first address, length of the prefix; see the IANA special-purpose registries
        {0x00000000, 8},
        {0x64400000, 10},
        {0xC0000000, 24},
        {0xC0000200, 24},
        {0xC0586300, 24},
        {0xC6120000, 15},
        {0xC6336400, 24},
        {0xCB007100, 24},
        {0xF0000000, 4}
    };
    private static final int NAT64 = 0x0064; // and 0xFF9B
    private static final int SIX_TO_FOUR = 0x2002;

    /** Besides link-local addresses, as clouds document them. */
    private static final Set<String> METADATA = Set.of(
            "168.63.129.16",
            "100.100.100.200",
            "192.0.0.192",
            "fd00:ec2:0:0:0:0:0:254",
            "fd20:ce:0:0:0:0:0:254",
            "fd00:42:0:0:0:0:0:42");

    boolean allowsHost(String host, int port) {
        return granted().anyMatch(pattern -> pattern.covers(host, port));
    }

    /**
     * Addresses that hand out credentials to whoever asks, as those of clouds do, must be granted as they are, with the port: a name of a
     * private network that comes to lead there is not enough.
     */
    boolean allowsAddress(String host, int port, InetAddress address) {
        if (isMetadata(address)) {
            return permissions.privateNetworks()
                    && literal(host).isPresent()
                    && granted().anyMatch(pattern -> pattern.isExactly(host) && pattern.covers(host, port));
        }
        return permissions.privateNetworks() || !isPrivate(address);
    }

    private Stream<HostPattern> granted() {
        return permissions.httpHosts().stream().flatMap(host -> HostPattern.parse(host).stream());
    }

    /** The address that a host is itself, if it is no name. */
    static Optional<InetAddress> literal(String host) {
        boolean v6 = host.indexOf(':') >= 0;
        if (!v6 && !HttpRequest.isIpv4(host)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(v6 ? "[" + host + "]" : host)); // never looked up
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }

    static boolean isMetadata(InetAddress address) {
        InetAddress reached = carried(address).orElse(address);
        return reached.isLinkLocalAddress() || METADATA.contains(reached.getHostAddress());
    }

    static boolean isPrivate(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return true;
        }
        return address instanceof Inet4Address ? isReserved(address.getAddress()) : isPrivate6(address);
    }

    private static boolean isReserved(byte[] v4) {
        int address = (v4[0] & 0xFF) << 24 | (v4[1] & 0xFF) << 16 | (v4[2] & 0xFF) << 8 | v4[3] & 0xFF;
        return Arrays.stream(RESERVED).anyMatch(range -> (address ^ range[0]) >>> (32 - range[1]) == 0);
    }

    /** Only global unicast (2000::/3) and NAT64 are public, unless they carry a private IPv4 address inside. */
    private static boolean isPrivate6(InetAddress address) {
        byte[] v6 = address.getAddress();
        int first = word(v6, 0);
        boolean nat64 = first == NAT64 && word(v6, 2) == 0xFF9B && isZero(v6, 4, 12); // others of the prefix are local
        boolean teredoOrDocumentation = first == 0x2001 && (word(v6, 2) < 0x0200 || word(v6, 2) == 0x0DB8);
        boolean global = first >>> 13 == 1 && !teredoOrDocumentation;
        return !(nat64 || global)
                || carried(address).filter(HttpGuard::isPrivate).isPresent();
    }

    /** The IPv4 address that an IPv6 one leads to: of NAT64, 6to4 and the old compatible form. */
    private static Optional<InetAddress> carried(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return Optional.empty();
        }
        if (word(bytes, 0) == SIX_TO_FOUR) {
            return Optional.of(v4(bytes, 2));
        }
        boolean nat64 = word(bytes, 0) == NAT64 && word(bytes, 2) == 0xFF9B;
        return nat64 || isZero(bytes, 0, 12) ? Optional.of(v4(bytes, 12)) : Optional.empty();
    }

    private static int word(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    private static boolean isZero(byte[] v6, int from, int to) {
        return Arrays.equals(v6, from, to, new byte[to - from], 0, to - from);
    }

    private static InetAddress v4(byte[] v6, int at) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(v6, at, at + 4));
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
