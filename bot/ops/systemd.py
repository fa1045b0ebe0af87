"""Tells systemd how the service stands, by a datagram to the socket it named."""

import socket

READY, STOPPING, ALIVE = "READY=1", "STOPPING=1", "WATCHDOG=1"


def tell(address: str, state: str) -> None:
    """Send one state; say nothing where there is no address, or where nobody listens there any more."""
    if not address:
        return
    path = f"\0{address[1:]}" if address.startswith("@") else address
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK) as out:
        try:
            out.sendto(state.encode(), path)
        except OSError:
            return  # systemd decides by itself what silence means
