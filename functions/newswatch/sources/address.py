"""Which hosts, ports and addresses may be asked: the policy against server-side request forgery.

Whoever may name a URL (a person, a feed, a redirect) must not reach with our hands
what only we can reach: Lambda's own API, a cloud's metadata service, a private network.
"""

import ipaddress
import re

PORTS = frozenset({80, 443, 8080, 8443})
"""Where the web is served. Every other port is more likely another protocol that HTTP would disturb."""

# After IDNA only these are left in a host name; underscores occur in the wild.
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*")
# A name that ends in a number is an IPv4 address or nothing (WHATWG URL, "ends in a number checker").
_ENDS_IN_NUMBER = re.compile(r"(^|\.)([0-9]+|0x[0-9a-f]*)$")
# Services that answer with whatever address one writes into the name. The answer would be
# refused; so is the question, for their logs would learn what was tried.
_ECHOING_ZONES = (".nip.io", ".sslip.io", ".xip.io")

# IANA's special-purpose registries, where Python's own tables (which follow the running
# version) are silent or, as for 6to4 relays and multicast, say "global".
_SPECIAL_V4 = tuple(ipaddress.IPv4Network(n) for n in ("192.0.0.0/24", "192.88.99.0/24", "224.0.0.0/3"))
_UNICAST_V6 = ipaddress.IPv6Network("2000::/3")
_SPECIAL_V6 = tuple(
    ipaddress.IPv6Network(n)
    for n in (
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
    )  # Teredo is in the first, 6to4 the third
)
# Forms in which the network itself hands on to the IPv4 address in the last 32 bits: mapped
# (RFC 4291 §2.5.5.2) and NAT64's well-known prefix (RFC 6052 §2.1).
_CARRIES_V4 = tuple(ipaddress.IPv6Network(n) for n in ("::ffff:0:0/96", "64:ff9b::/96"))
_ISATAP = (0x00005EFE, 0x02005EFE)  # RFC 5214 §6.1: these 32 bits, then an IPv4 address


def refused_target(host: str, port: int) -> str:
    """Return why this host and port must not be asked, as the end of a sentence; "" if they may.

    ``host`` is lower-case and in IDNA form; IPv6 without brackets.
    """
    if port not in PORTS:
        return f"port {port} is not a port of the web"
    if ":" in host:
        return "" if is_public(host) else "it is not a public address"
    name = host.removesuffix(".")
    if not _HOST.fullmatch(name):
        return "it is not a host name"
    if "." not in name:
        # No site of the web has such a name; a resolver may complete it to one of its own network.
        return "it is not a public name"
    if name.endswith(_ECHOING_ZONES) or (_ENDS_IN_NUMBER.search(name) and not is_public(name)):
        return "it is not a public address"
    return ""


def is_public(address: str) -> bool:
    """Return whether an IP address, in text, is one that anybody on the internet could reach."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    return _is_public_v4(ip) if isinstance(ip, ipaddress.IPv4Address) else _is_public_v6(ip)


def _is_public_v4(ip: ipaddress.IPv4Address) -> bool:
    return ip.is_global and not any(ip in net for net in _SPECIAL_V4)


def _is_public_v6(ip: ipaddress.IPv6Address) -> bool:
    if ip.scope_id is not None:
        return False
    low = int(ip) & 0xFFFFFFFF
    if any(ip in net for net in _CARRIES_V4):
        return _is_public_v4(ipaddress.IPv4Address(low))
    if ip not in _UNICAST_V6 or any(ip in net for net in _SPECIAL_V6):
        return False
    return (int(ip) >> 32) & 0xFFFFFFFF not in _ISATAP and ip.is_global
