"""The only module that connects to the internet, to fetch a picture at the request of the user.

It only supports https and hosts whose addresses are all public. Redirects are reported and follow the same rules, and
size and time are limited. The connection is made to the address that was checked, so that a name that resolves to a
different address in between has no effect.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TypeAlias
from urllib.parse import SplitResult, urljoin, urlsplit

from resume_cli import __version__
from resume_cli.errors import InputError, LimitError, RefusedError, TransferError
from resume_cli.theme.images import MAX_BYTES

SECONDS = 30.0
_WAIT = 10.0
_MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 1 << 16
_PORT = 443
#: The prefix of NAT64 addresses, which contain an IPv4 address.
_NAT64 = 0x0064FF9B << 96
#: Returns the addresses of a host and port.
Resolve: TypeAlias = Callable[[str, int], list[str]]
#: Shows an address to the user before it is fetched.
Tell: TypeAlias = Callable[[str], None]


class Fetcher:
    """Fetches pictures, with configurable name resolution, allowed addresses and trusted certificates."""

    def __init__(
        self,
        tell: Tell,
        resolve: Resolve | None = None,
        is_allowed: Callable[[str], bool] | None = None,
        trusted: ssl.SSLContext | None = None,
    ) -> None:
        self._tell = tell
        self._resolve = resolve or _resolve
        self._is_allowed = is_allowed or is_public
        self._trusted = trusted or ssl.create_default_context()
        self._end = 0.0

    def fetch(self, address: str) -> bytes:
        """Return the bytes at an address.

        Raises RefusedError if it is not https or not public, LimitError if the picture is too large, too slow or
        redirected too often, InputError if it does not exist, and TransferError if the network fails.
        """
        self._end = time.monotonic() + SECONDS
        verb = "fetching"
        for _ in range(_MOST_REDIRECTS + 1):
            parts = _checked(address)
            self._tell(f"{verb} {address}")
            found = self._ask(parts)
            if isinstance(found, bytes):
                return found
            address, verb = urljoin(address, found), "redirected to"
        raise LimitError(f"{address}: more than {_MOST_REDIRECTS} redirects")

    def _ask(self, parts: SplitResult) -> bytes | str:
        """Return the content at an address, or the address that it is redirected to."""
        host, port = parts.hostname or "", parts.port or _PORT
        connection = _Connection(host, port, self._public_address(host, port), self._left(), self._trusted)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {"User-Agent": f"resume-press/{__version__}", "Accept": "image/*", "Accept-Encoding": "identity"}
        try:
            connection.request("GET", path, headers=headers)
            return self._content(connection.getresponse(), f"https://{host}")
        except ssl.SSLCertVerificationError as error:
            raise RefusedError(f"https://{host}: its certificate is not trusted: {error.verify_message}") from None
        except TimeoutError:
            raise LimitError(f"https://{host}: no answer in time") from None
        except (OSError, HTTPException, ValueError) as error:
            raise TransferError(f"https://{host}: {str(error) or type(error).__name__}") from None
        finally:
            connection.close()

    def _content(self, response: HTTPResponse, where: str) -> bytes | str:
        if response.status in _REDIRECTS:
            target = response.getheader("Location")
            if not target:
                raise TransferError(f"{where}: a redirect that leads nowhere")
            return target
        if response.status != 200:
            raise InputError(f"{where}: the server answers {response.status} {response.reason}")
        content = bytearray()
        while chunk := response.read1(_CHUNK):
            content += chunk
            if len(content) > MAX_BYTES:
                raise LimitError(f"{where}: the picture has more than {MAX_BYTES:,} bytes")
            self._left()
        return bytes(content)

    def _left(self) -> float:
        """Return the number of seconds that the next step may wait; raises LimitError if the time is up."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise LimitError(f"the picture was not there after {SECONDS:g} seconds")
        return min(left, _WAIT)

    def _public_address(self, host: str, port: int) -> str:
        try:
            found = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise TransferError(f"https://{host}: the host is not found: {error}") from None
        if not found or not all(map(self._is_allowed, found)):
            raise RefusedError(f"https://{host}: it is in a private network, or on this machine")
        return found[0]


class _Connection(HTTPSConnection):
    """A connection to a checked address, which must present the certificate of the host."""

    def __init__(self, host: str, port: int, address: str, seconds: float, trusted: ssl.SSLContext) -> None:
        super().__init__(host, port, timeout=seconds, context=trusted)
        self._address, self._tls = address, trusted

    def connect(self) -> None:
        """Connect to the checked address, because the name may resolve to another one by now."""
        plain = socket.create_connection((self._address, self.port), self.timeout)
        self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)


def is_public(address: str) -> bool:
    """Return whether an IP address is public; an IPv4 address embedded in an IPv6 address counts instead of it."""
    found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if int(found) >> 32 << 32 == _NAT64:
            inner = IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast


def _checked(address: str) -> SplitResult:
    """Return the parts of an address; raises RefusedError unless it is plain https."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        raise RefusedError(f"`{address}` is not an address") from None
    if parts.scheme != "https" or not parts.hostname:
        raise RefusedError(f"`{address}` is not fetched: only https is", hint="save the picture beside the profile")
    if parts.username is not None or parts.password is not None:
        raise RefusedError("an address with a name or a password in it is not fetched")
    return parts


def _resolve(host: str, port: int) -> list[str]:
    return [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
