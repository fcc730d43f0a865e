"""Which addresses are asked, and when two are the same page."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import SourceSettingError
from index.fetching.addresses import checked_address, is_public, same_page

PRIVATE = (
    "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",  # noqa: S104 - refused
    "169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2002:c0a8:101::", "no address", "",
)  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_of_the_public_internet_is_told(address: str) -> None:
    """This machine, its networks, clouds' metadata, and each of them written into an IPv6 address."""
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_public_addresses_are_told(address: str) -> None:
    """Whichever way they are written."""
    assert is_public(address)


@given(st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(v=4, network="127.0.0.0/8"))
def test_no_private_address_is_hidden_in_another(address: ipaddress.IPv4Address) -> None:
    """Mapped, translated or tunnelled."""
    number = int(address)
    for network in (0xFFFF << 32, int(ipaddress.IPv6Address("64:ff9b::"))):
        assert not is_public(str(ipaddress.IPv6Address(network + number)))
    assert not is_public(str(ipaddress.IPv6Address((0x2002 << 112) + (number << 80))))


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "ftp://example.org/", "gopher://example.org", "http://", "http:///x", "example.org",
        "http://user:secret@example.org/", "http://example.org/a b", "http://[::1", "http://example.org:99999/",
        "https://example.org/" + "x" * 2_000,
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_refused(address: str) -> None:
    """Before anything is asked."""
    with pytest.raises(SourceSettingError):
        checked_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a?id=1", "HTTPS://Example.ORG:443/a?id=1#comments",
        "https://example.org/a?id=1&utm_source=rss&utm_medium=feed", "https://example.org/a?fbclid=x&id=1",
    ],
)  # fmt: skip
def test_addresses_of_the_same_page_are_one(address: str) -> None:
    """Fragments and parameters that only track readers do not tell pages apart."""
    assert same_page(address) == "https://example.org/a?id=1"


def test_addresses_of_different_pages_are_two() -> None:
    """By their path, their parameters, their port."""
    different = ["/a", "/A", "/a/", "/a?page=1", "/a?page=2", "/a?utm", ":8443/a"]
    assert len({same_page(f"https://example.org{rest}") for rest in different}) == len(different)
