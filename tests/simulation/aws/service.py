"""What the services in memory share: one call at a time, its answer's metadata, its errors."""

from collections.abc import Callable, Mapping
from datetime import datetime
from email.utils import formatdate
from functools import lru_cache, wraps
from threading import Lock
from typing import Any, TypeVar

from botocore.exceptions import ClientError, ParamValidationError

Request = Mapping[str, Any]
Answer = dict[str, Any]


class Refused(Exception):
    """A service's refusal, before it becomes a ``ClientError``.

    Attributes:
        code: the error's code.
        message: what went wrong.
        more: further members of the response.
    """

    def __init__(self, code: str, message: str, **more: Any) -> None:
        super().__init__(message)
        self.code, self.message, self.more = code, message, more


class Service:
    """One service, that works off one call after the other.

    Attributes:
        moment: when the call that is being worked off came in.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now, self._lock, self._requests = now, Lock(), 0
        self.moment = now()

    def _metadata(self, status: int) -> Answer:
        return {
            "RequestId": f"{self._requests:012d}",
            "HTTPStatusCode": status,
            "HTTPHeaders": {"date": _date(int(self.moment.timestamp()))},
            "RetryAttempts": 0,
        }


S = TypeVar("S", bound=Service)


def operation(
    name: str, parameters: str
) -> Callable[[Callable[[S, Request], Answer]], Callable[..., Answer]]:
    """Make a method an operation as boto3's clients have them.

    Args:
        name: as the service calls it.
        parameters: all that it takes, apart by blanks; anything else boto3 would refuse, or is not done here.
    """
    known = frozenset(parameters.split())

    def decorate(work: Callable[[S, Request], Answer]) -> Callable[..., Answer]:
        @wraps(work)
        def call(self: S, **request: Any) -> Answer:
            if not known >= request.keys():
                unknown = ", ".join(sorted(request.keys() - known))
                raise ParamValidationError(report=f"{name} has no parameter {unknown} here")
            with self._lock:
                self.moment = self._now()
                self._requests += 1
                try:
                    answer = work(self, request)
                except Refused as e:
                    error = {"Code": e.code, "Message": e.message}
                    response: Any = {**e.more, "Error": error, "ResponseMetadata": self._metadata(400)}
                    raise ClientError(response, name) from None
                answer["ResponseMetadata"] = self._metadata(200)
                return answer

        return call

    return decorate


@lru_cache(maxsize=1024)
def _date(second: int) -> str:
    """Return a moment as the header ``Date`` has it (RFC 7231 §7.1.1.1)."""
    return formatdate(second, usegmt=True)
