"""Docker on this machine, for functions that run in containers (``sam local``)."""

import json
import subprocess
from ipaddress import ip_network

from newswatch.errors import ConfigError


def bridge_address() -> str:
    """Return this machine's address on Docker's default network: there, 127.0.0.1 is the container.

    Raises:
        ConfigError: Docker does not say it.
    """
    command = ["docker", "network", "inspect", "bridge", "--format", "{{json .IPAM.Config}}"]
    try:
        said = subprocess.run(command, capture_output=True, text=True, check=True)
        network = json.loads(said.stdout)[0]
        # Until the first container has run, Docker may leave the gateway out: it is the first address.
        return str(network.get("Gateway") or next(ip_network(network["Subnet"]).hosts()))
    except FileNotFoundError as e:
        raise ConfigError("--docker needs Docker, whose command was not found.") from e
    except subprocess.CalledProcessError as e:
        raise ConfigError(f"Docker does not answer: {e.stderr.strip()}") from e
    except (OSError, ValueError, LookupError, TypeError) as e:
        raise ConfigError("Docker's default network has no address here.") from e
