"""Looking up names by the system's resolver, with a limit of time, which that has not."""

from __future__ import annotations

import socket
import threading


def resolve_name(host: str, port: int, seconds: float) -> list[str]:
    """Give the IP addresses of a host, in the order in which the system would try them. Raises OSError, also after `seconds`."""
    found: list[str] = []
    failed: list[OSError] = []

    def look() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend(str(row[4][0]) for row in rows)
        except OSError as error:
            failed.append(error)
        except UnicodeError as error:
            failed.append(OSError(str(error)))

    thread = threading.Thread(target=look, daemon=True, name=f"resolve {host}")
    thread.start()
    thread.join(max(seconds, 0.0))
    if thread.is_alive():
        raise TimeoutError("its name could not be looked up in time")
    if failed:
        raise failed[0]
    return list(dict.fromkeys(found))
