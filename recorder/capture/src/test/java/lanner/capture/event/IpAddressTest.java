package lanner.capture.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "00000000, 0.0.0.0",
        "7f000001, 127.0.0.1",
        "ffffffff, 255.255.255.255",
        "00000000000000000000000000000000, ::",
        "00000000000000000000000000000001, ::1",
        "20010db8000000000000000000000001, 2001:db8::1",
        "20010db8000000010000000000000001, 2001:db8:0:1::1",
        "20010db8000000000001000000000001, 2001:db8::1:0:0:1",
        "20010db8000100010001000100010000, 2001:db8:1:1:1:1:1:0",
        "20010db8000000010001000100010001, 2001:db8:0:1:1:1:1:1",
        "fe800000000000000000000000000000, fe80::",
        "00010002000300040005000600070008, 1:2:3:4:5:6:7:8",
        "00000000000000000000ffffc0a80001, ::ffff:192.168.0.1"
    })
    void isWrittenAsPeopleWriteIt(String hex, String text) {
        byte[] bytes = HexFormat.of().parseHex("ee" + hex);
        IpAddress address = bytes.length == 5 ? IpAddress.v4(bytes, 1) : IpAddress.v6(bytes, 1);
        assertThat(address.text()).isEqualTo(text);
        assertThat(address.v6()).isEqualTo(bytes.length > 5);
    }

    @Test
    void addressesAreEqualWhereAllTheirBitsAre() {
        IpAddress address = new IpAddress(true, 1, 2);
        assertThat(address)
                .isEqualTo(new IpAddress(true, 1, 2))
                .hasSameHashCodeAs(new IpAddress(true, 1, 2))
                .isNotEqualTo(new IpAddress(false, 1, 2))
                .isNotEqualTo(new IpAddress(true, 2, 2))
                .isNotEqualTo(new IpAddress(true, 1, 1))
                .isNotEqualTo("1");
    }
}
