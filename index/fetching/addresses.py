"""Which addresses may be asked, and when two are the same page. Pure."""

from __future__ import annotations

import ipaddress
import re
from typing import Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from index.errors import SourceSettingError

_TRACKING: Final = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid|_ga)$", re.IGNORECASE
)
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
_LONGEST: Final = 2_000  # letters of an address


def checked_address(address: str) -> str:
    """An address that can be asked for, as given.

    Raises:
        SourceSettingError: if it is none, not of the web, or holds a password.
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        parts, host, port = urlsplit(""), None, None
    if parts.scheme.lower() not in _DEFAULT_PORTS or not host or port == 0:
        raise SourceSettingError(
            f"{address[:200]!r} is no address of the web: it begins with http:// or https://."
        )
    if "@" in parts.netloc:
        raise SourceSettingError(
            "An address with a name and a password in it is not asked for: leave them out."
        )
    if len(address) > _LONGEST or re.search(r"[\s\x00-\x1f]", address):
        raise SourceSettingError(f"{address[:200]!r} is too long for an address, or holds blanks.")
    return address


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, whichever way it is written into another."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = [found.ipv4_mapped, found.sixtofour, *(found.teredo or ())]
        if found in _NAT64:
            inner.append(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF))
        if any(each is not None and not _is_public(each) for each in inner):
            return False
        if found.ipv4_mapped is not None or found in _NAT64:
            return True
    return _is_public(found)


def _is_public(found: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


def same_page(address: str) -> str:
    """The form of an address that all addresses of the same page share.

    Scheme and host in lower case, no default port, no fragment, and no parameters that only track readers.
    """
    parts = urlsplit(address.strip())
    scheme, host = parts.scheme.lower(), (parts.hostname or "").lower()
    netloc = f"[{host}]" if ":" in host else host
    if parts.port is not None and parts.port != _DEFAULT_PORTS.get(scheme):
        netloc += f":{parts.port}"
    query = parts.query
    if _TRACKING.match(query) or "&" in query or "=" in query:
        pairs = parse_qsl(query, keep_blank_values=True)
        kept = [(name, value) for name, value in pairs if not _TRACKING.match(name)]
        query = query if len(kept) == len(pairs) else urlencode(kept)
    return urlunsplit((scheme, netloc, parts.path or "/", query, ""))


def led_to(target: str, base: str) -> str:
    """Where a reference on a page leads, as an address that can be asked for; blanks in it are written as such.

    Raises:
        SourceSettingError: it leads nowhere that is asked.
    """
    try:
        address = urljoin(base, target.strip().replace(" ", "%20"))
    except ValueError:
        address = target
    return checked_address(address)


def listed_page(address: str | None) -> str | None:
    """The page (see `same_page`) at an address of a list; None where it is none that can be asked for."""
    try:
        return same_page(checked_address((address or "").strip().replace(" ", "%20")))
    except SourceSettingError:
        return None


def is_front(address: str) -> bool:
    """Whether an address is that of a site's front page."""
    parts = urlsplit(address)
    return parts.path in {"", "/"} and not parts.query


def origin_of(address: str) -> str:
    """Scheme, host and port: what a robots.txt holds for."""
    parts = urlsplit(same_page(address))
    return f"{parts.scheme}://{parts.netloc}"


def name_of(address: str) -> str:
    """What stands for a file name in an address."""
    parts = urlsplit(address)
    return parts.path.rstrip("/").rpartition("/")[2] or parts.netloc
