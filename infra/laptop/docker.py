"""Docker on this machine, for functions that run in containers (``sam local``)."""

import json
import socket
import subprocess
from ipaddress import ip_network

from newswatch.errors import ConfigError


def bridge_address() -> str:
    """Return this machine's address on Docker's default network: there, 127.0.0.1 is the container.

    Raises:
        ConfigError: Docker does not say it, or it is no address of this machine.
    """
    command = ["docker", "network", "inspect", "bridge", "--format", "{{json .IPAM.Config}}"]
    try:
        said = subprocess.run(command, capture_output=True, text=True, check=True)
        network = json.loads(said.stdout)[0]
        # Until the first container has run, Docker may leave the gateway out: it is the first address.
        address = str(network.get("Gateway") or next(ip_network(network["Subnet"]).hosts()))
    except FileNotFoundError as e:
        raise ConfigError(
            "Functions in containers need Docker, whose command was not found. `make run` alone needs none."
        ) from e
    except subprocess.CalledProcessError as e:
        raise ConfigError(f"Docker's engine does not answer; is it running? {e.stderr.strip()}") from e
    except (OSError, ValueError, LookupError, TypeError) as e:
        raise ConfigError("Docker's default network has no address here.") from e
    _ours(address)
    return address


def _ours(address: str) -> None:
    """Raise ConfigError where nothing can be served at an address."""
    try:
        with socket.socket() as probe:
            probe.bind((address, 0))
    except OSError as e:
        raise ConfigError(
            f"Docker's default network ({address}) is not on this machine: Docker Desktop and rootless "
            "Docker keep it in one of their own. Functions in containers need Docker Engine on Linux."
        ) from e
