package io.sandglass.plugin.http;

import io.sandglass.plugin.Permissions;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Set;

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
    /** Besides link-local addresses, as clouds document them. */
    private static final Set<String> METADATA =
            Set.of("168.63.129.16", "100.100.100.200", "192.0.0.192", "fd00:ec2:0:0:0:0:0:254");

    boolean allowsHost(String host, int port) {
        return permissions.httpHosts().stream().map(HostGrant::parse).anyMatch(granted -> granted.covers(host, port));
    }

    /**
     * Addresses that hand out credentials to whoever asks, as those of clouds do, must be granted as they are: a name of a
     * private network that comes to lead there is not enough.
     */
    boolean allowsAddress(String host, InetAddress address) {
        if (isMetadata(address)) {
            return permissions.privateNetworks() && isAddress(host) && isNamed(host);
        }
        return permissions.privateNetworks() || !isPrivate(address);
    }

    private boolean isNamed(String host) {
        return permissions.httpHosts().stream()
                .map(HostGrant::parse)
                .anyMatch(granted -> granted.name().equalsIgnoreCase(host));
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }

    private static boolean isMetadata(InetAddress address) {
        return address.isLinkLocalAddress() || METADATA.contains(address.getHostAddress());
    }

    static boolean isPrivate(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return true;
        }
        return address instanceof Inet4Address ? isReserved(address.getAddress()) : isPrivate6(address.getAddress());
    }

    private static boolean isReserved(byte[] v4) {
        int address = (v4[0] & 0xFF) << 24 | (v4[1] & 0xFF) << 16 | (v4[2] & 0xFF) << 8 | v4[3] & 0xFF;
        return Arrays.stream(RESERVED).anyMatch(range -> (address ^ range[0]) >>> (32 - range[1]) == 0);
    }

    /** Only global unicast (2000::/3) is public, unless it carries a private IPv4 address inside. */
    private static boolean isPrivate6(byte[] v6) {
        int first = (v6[0] & 0xFF) << 8 | v6[1] & 0xFF;
        int second = (v6[2] & 0xFF) << 8 | v6[3] & 0xFF;
        if (first == 0x0064
                && second == 0xFF9B) { // NAT64; only the well-known prefix of 96 bits holds public addresses
            return !isZero(v6, 4, 12) || isPrivate4(v6, 12);
        }
        if (first == 0x2002) { // 6to4
            return isPrivate4(v6, 2);
        }
        boolean teredoOrDocumentation = first == 0x2001 && (second < 0x0200 || second == 0x0DB8);
        return first >>> 13 != 1 || teredoOrDocumentation;
    }

    private static boolean isZero(byte[] v6, int from, int to) {
        return Arrays.equals(v6, from, to, new byte[to - from], 0, to - from);
    }

    private static boolean isPrivate4(byte[] v6, int at) {
        try {
            return isPrivate(InetAddress.getByAddress(Arrays.copyOfRange(v6, at, at + 4)));
        } catch (java.net.UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
