package lanner.capture.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Names of socket options, which each level counts for itself: socket(7), tcp(7), ip(7), ipv6(7), udp(7), packet(7),
 * netlink(7) and the kernel's headers. Those of SOL_SOCKET are {@link FlagSets#SOCKOPT_OPTIONS}, with portable numbers;
 * the others have the kernel's.
 */
public final class SocketOptions {
    private static final long SOCKET = FlagSets.SOCKOPT_LEVELS.value("SOL_SOCKET");
    private static final FlagSet UNNAMED = new FlagSet("unnamed", List.of(new FlagSet.Flag("UNKNOWN", 0)));

    /** Options that getsockopt(2) alone knows, some by a number that means another one to setsockopt(2). */
    private static final Map<String, String> ASKED_ONLY = Map.of(
            "SOL_IP", """
            IPT_SO_GET_INFO=64 IPT_SO_GET_ENTRIES=65 IPT_SO_GET_REVISION_MATCH=66 IPT_SO_GET_REVISION_TARGET=67
            SO_ORIGINAL_DST=80
            """,
            "SOL_IPV6", """
            IP6T_SO_GET_INFO=64 IP6T_SO_GET_ENTRIES=65 IP6T_SO_GET_REVISION_MATCH=68
            IP6T_SO_GET_REVISION_TARGET=69 IP6T_SO_ORIGINAL_DST=80
            """);

    /** Options whose value is text: a device, an algorithm, a label. */
    private static final Set<String> TEXTS = Set.of("SO_BINDTODEVICE", "SO_PEERSEC", "TCP_CONGESTION", "TCP_ULP");

    private static final Map<Long, FlagSet> BY_LEVEL = Map.ofEntries(
            level("SOL_TCP", """
                TCP_NODELAY=1 TCP_MAXSEG=2 TCP_CORK=3 TCP_KEEPIDLE=4 TCP_KEEPINTVL=5 TCP_KEEPCNT=6 TCP_SYNCNT=7
                TCP_LINGER2=8 TCP_DEFER_ACCEPT=9 TCP_WINDOW_CLAMP=10 TCP_INFO=11 TCP_QUICKACK=12 TCP_CONGESTION=13
                TCP_MD5SIG=14 TCP_THIN_LINEAR_TIMEOUTS=16 TCP_THIN_DUPACK=17 TCP_USER_TIMEOUT=18 TCP_REPAIR=19
                TCP_REPAIR_QUEUE=20 TCP_QUEUE_SEQ=21 TCP_REPAIR_OPTIONS=22 TCP_FASTOPEN=23 TCP_TIMESTAMP=24
                TCP_NOTSENT_LOWAT=25 TCP_CC_INFO=26 TCP_SAVE_SYN=27 TCP_SAVED_SYN=28 TCP_REPAIR_WINDOW=29
                TCP_FASTOPEN_CONNECT=30 TCP_ULP=31 TCP_MD5SIG_EXT=32 TCP_FASTOPEN_KEY=33 TCP_FASTOPEN_NO_COOKIE=34
                TCP_ZEROCOPY_RECEIVE=35 TCP_INQ=36 TCP_TX_DELAY=37 TCP_AO_ADD_KEY=38 TCP_AO_DEL_KEY=39
                TCP_AO_INFO=40 TCP_AO_GET_KEYS=41 TCP_AO_REPAIR=42 TCP_IS_MPTCP=43
                """),
            level("SOL_IP", """
                IP_TOS=1 IP_TTL=2 IP_HDRINCL=3 IP_OPTIONS=4 IP_ROUTER_ALERT=5 IP_RECVOPTS=6 IP_RETOPTS=7
                IP_PKTINFO=8 IP_PKTOPTIONS=9 IP_MTU_DISCOVER=10 IP_RECVERR=11 IP_RECVTTL=12 IP_RECVTOS=13 IP_MTU=14
                IP_FREEBIND=15 IP_IPSEC_POLICY=16 IP_XFRM_POLICY=17 IP_PASSSEC=18 IP_TRANSPARENT=19
                IP_ORIGDSTADDR=20 IP_MINTTL=21 IP_NODEFRAG=22 IP_CHECKSUM=23 IP_BIND_ADDRESS_NO_PORT=24
                IP_RECVFRAGSIZE=25 IP_RECVERR_RFC4884=26 IP_MULTICAST_IF=32 IP_MULTICAST_TTL=33 IP_MULTICAST_LOOP=34
                IP_ADD_MEMBERSHIP=35 IP_DROP_MEMBERSHIP=36 IP_UNBLOCK_SOURCE=37 IP_BLOCK_SOURCE=38
                IP_ADD_SOURCE_MEMBERSHIP=39 IP_DROP_SOURCE_MEMBERSHIP=40 IP_MSFILTER=41 MCAST_JOIN_GROUP=42
                MCAST_BLOCK_SOURCE=43 MCAST_UNBLOCK_SOURCE=44 MCAST_LEAVE_GROUP=45 MCAST_JOIN_SOURCE_GROUP=46
                MCAST_LEAVE_SOURCE_GROUP=47 MCAST_MSFILTER=48 IP_MULTICAST_ALL=49 IP_UNICAST_IF=50
                IP_LOCAL_PORT_RANGE=51 IP_PROTOCOL=52 IPT_SO_SET_REPLACE=64 IPT_SO_SET_ADD_COUNTERS=65
                """),
            level("SOL_IPV6", """
                IPV6_ADDRFORM=1 IPV6_2292PKTINFO=2 IPV6_2292HOPOPTS=3 IPV6_2292DSTOPTS=4 IPV6_2292RTHDR=5
                IPV6_2292PKTOPTIONS=6 IPV6_CHECKSUM=7 IPV6_2292HOPLIMIT=8 IPV6_NEXTHOP=9 IPV6_AUTHHDR=10
                IPV6_FLOWINFO=11 IPV6_UNICAST_HOPS=16 IPV6_MULTICAST_IF=17 IPV6_MULTICAST_HOPS=18
                IPV6_MULTICAST_LOOP=19 IPV6_ADD_MEMBERSHIP=20 IPV6_DROP_MEMBERSHIP=21 IPV6_ROUTER_ALERT=22
                IPV6_MTU_DISCOVER=23 IPV6_MTU=24 IPV6_RECVERR=25 IPV6_V6ONLY=26 IPV6_JOIN_ANYCAST=27
                IPV6_LEAVE_ANYCAST=28 IPV6_MULTICAST_ALL=29 IPV6_ROUTER_ALERT_ISOLATE=30 IPV6_RECVERR_RFC4884=31
                IPV6_FLOWLABEL_MGR=32 IPV6_FLOWINFO_SEND=33 IPV6_IPSEC_POLICY=34 IPV6_XFRM_POLICY=35 IPV6_HDRINCL=36
                MCAST_JOIN_GROUP=42 MCAST_BLOCK_SOURCE=43 MCAST_UNBLOCK_SOURCE=44 MCAST_LEAVE_GROUP=45
                MCAST_JOIN_SOURCE_GROUP=46 MCAST_LEAVE_SOURCE_GROUP=47 MCAST_MSFILTER=48 IPV6_RECVPKTINFO=49
                IPV6_PKTINFO=50 IPV6_RECVHOPLIMIT=51 IPV6_HOPLIMIT=52 IPV6_RECVHOPOPTS=53 IPV6_HOPOPTS=54
                IPV6_RTHDRDSTOPTS=55 IPV6_RECVRTHDR=56 IPV6_RTHDR=57 IPV6_RECVDSTOPTS=58 IPV6_DSTOPTS=59
                IPV6_RECVPATHMTU=60 IPV6_PATHMTU=61 IPV6_DONTFRAG=62
                IP6T_SO_SET_REPLACE=64 IP6T_SO_SET_ADD_COUNTERS=65 IPV6_RECVTCLASS=66 IPV6_TCLASS=67
                IPV6_AUTOFLOWLABEL=70 IPV6_ADDR_PREFERENCES=72 IPV6_MINHOPCOUNT=73 IPV6_ORIGDSTADDR=74
                IPV6_TRANSPARENT=75 IPV6_UNICAST_IF=76 IPV6_RECVFRAGSIZE=77 IPV6_FREEBIND=78
                """),
            level("SOL_UDP", """
                UDP_CORK=1 UDP_ENCAP=100 UDP_NO_CHECK6_TX=101 UDP_NO_CHECK6_RX=102 UDP_SEGMENT=103 UDP_GRO=104
                """),
            level("SOL_UDPLITE", """
                UDP_CORK=1 UDPLITE_SEND_CSCOV=10 UDPLITE_RECV_CSCOV=11
                """),
            level("SOL_RAW", """
                ICMP_FILTER=1
                """),
            level("SOL_ICMPV6", """
                ICMPV6_FILTER=1
                """),
            level("SOL_PACKET", """
                PACKET_ADD_MEMBERSHIP=1 PACKET_DROP_MEMBERSHIP=2 PACKET_RECV_OUTPUT=3 PACKET_RX_RING=5
                PACKET_STATISTICS=6 PACKET_COPY_THRESH=7 PACKET_AUXDATA=8 PACKET_ORIGDEV=9 PACKET_VERSION=10
                PACKET_HDRLEN=11 PACKET_RESERVE=12 PACKET_TX_RING=13 PACKET_LOSS=14 PACKET_VNET_HDR=15
                PACKET_TX_TIMESTAMP=16 PACKET_TIMESTAMP=17 PACKET_FANOUT=18 PACKET_TX_HAS_OFF=19
                PACKET_QDISC_BYPASS=20 PACKET_ROLLOVER_STATS=21 PACKET_FANOUT_DATA=22 PACKET_IGNORE_OUTGOING=23
                PACKET_VNET_HDR_SZ=24
                """),
            level("SOL_NETLINK", """
                NETLINK_ADD_MEMBERSHIP=1 NETLINK_DROP_MEMBERSHIP=2 NETLINK_PKTINFO=3 NETLINK_BROADCAST_ERROR=4
                NETLINK_NO_ENOBUFS=5 NETLINK_RX_RING=6 NETLINK_TX_RING=7 NETLINK_LISTEN_ALL_NSID=8
                NETLINK_LIST_MEMBERSHIPS=9 NETLINK_CAP_ACK=10 NETLINK_EXT_ACK=11 NETLINK_GET_STRICT_CHK=12
                """),
            level("SOL_TLS", """
                TLS_TX=1 TLS_RX=2 TLS_TX_ZEROCOPY_RO=3 TLS_RX_EXPECT_NO_PAD=4
                """),
            level("SOL_ALG", """
                ALG_SET_KEY=1 ALG_SET_IV=2 ALG_SET_OP=3 ALG_SET_AEAD_ASSOCLEN=4 ALG_SET_AEAD_AUTHSIZE=5
                ALG_SET_DRBG_ENTROPY=6 ALG_SET_KEY_BY_KEY_SERIAL=7
                """),
            level("SOL_MPTCP", """
                MPTCP_INFO=1 MPTCP_TCPINFO=2 MPTCP_SUBFLOW_ADDRS=3 MPTCP_FULL_INFO=4
                """),
            level("SOL_XDP", """
                XDP_MMAP_OFFSETS=1 XDP_RX_RING=2 XDP_TX_RING=3 XDP_UMEM_REG=4 XDP_UMEM_FILL_RING=5
                XDP_UMEM_COMPLETION_RING=6 XDP_STATISTICS=7 XDP_OPTIONS=8
                """));

    private static final Map<Long, FlagSet> ASKED = ASKED_ONLY.entrySet().stream()
            .collect(Collectors.toMap(
                    each -> FlagSets.SOCKOPT_LEVELS.value(each.getKey()),
                    each -> asked(each.getKey(), FlagSet.read(each.getValue()))));

    private SocketOptions() {}

    private static Map.Entry<Long, FlagSet> level(String level, String options) {
        List<FlagSet.Flag> flags = FlagSet.read(options);
        // What is imported has no number for an option of another level than SOL_SOCKET.
        flags.add(new FlagSet.Flag("UNKNOWN", 0));
        return Map.entry(FlagSets.SOCKOPT_LEVELS.value(level), new FlagSet(level, flags));
    }

    /** A level's options as getsockopt(2) counts them. */
    private static FlagSet asked(String level, List<FlagSet.Flag> askedOnly) {
        Set<Long> taken = askedOnly.stream().map(FlagSet.Flag::value).collect(Collectors.toSet());
        List<FlagSet.Flag> flags = new ArrayList<>(askedOnly);
        BY_LEVEL.getOrDefault(FlagSets.SOCKOPT_LEVELS.value(level), UNNAMED).flags().stream()
                .filter(flag -> !taken.contains(flag.value()))
                .forEach(flags::add);
        return new FlagSet(level, flags);
    }

    /**
     * The names of a level's options; none for a level without a table.
     *
     * @param call {@link EventType#SETSOCKOPT} or {@link EventType#GETSOCKOPT}
     */
    public static FlagSet of(EventType call, long level) {
        if (level == SOCKET) {
            return FlagSets.SOCKOPT_OPTIONS;
        }
        FlagSet set = BY_LEVEL.getOrDefault(level, UNNAMED);
        return call == EventType.GETSOCKOPT ? ASKED.getOrDefault(level, set) : set;
    }

    /** Whether an option's value is text, which a NUL may end. */
    public static boolean isText(EventType call, long level, long option) {
        return of(call, level).flags().stream().anyMatch(flag -> flag.value() == option && TEXTS.contains(flag.name()));
    }
}
