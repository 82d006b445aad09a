"""A deployed stack: what it is called, what it says of itself, and AWS's refusals in plain words."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import boto3
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    EndpointConnectionError,
    NoCredentialsError,
    NoRegionError,
    PartialCredentialsError,
    ProfileNotFound,
    SSOError,
    TokenRetrievalError,
    UnauthorizedSSOTokenError,
)

from newswatch.errors import ConfigError

NAME = "newswatch"
"""The stack of the stage that is called main; those of others end with ``-<stage>``."""
MAIN = "main"
STAGE = re.compile(r"[a-z][a-z0-9-]{0,29}")
"""CloudFormation takes letters, digits, hyphens; names of at most 64 characters begin with the stack's."""
Client = Callable[..., Any]
"""Makes clients of AWS's services, as ``boto3.client`` does."""
DENIED = frozenset({"AccessDenied", "AccessDeniedException", "AuthorizationError", "UnauthorizedOperation"})
EXPIRED = frozenset({"ExpiredToken", "ExpiredTokenException", "RequestExpired"})
UNKNOWN_KEY = frozenset(
    {"InvalidClientTokenId", "UnrecognizedClientException", "SignatureDoesNotMatch", "InvalidAccessKeyId"}
)


SAID = {
    EXPIRED: "Your AWS credentials have expired: sign in again (`aws sso login`, or new keys).",
    UNKNOWN_KEY: "AWS does not know your credentials: is AWS_PROFILE right?",
}
FAILED = {
    (NoRegionError,): "No AWS region is set. Which one? AWS_REGION=eu-west-1 make …",
    (NoCredentialsError, PartialCredentialsError): (
        "No AWS credentials are set up on this machine: run `aws configure`, or set AWS_PROFILE."
    ),
    (ProfileNotFound,): "AWS_PROFILE names a profile that is not in ~/.aws/config.",
    (UnauthorizedSSOTokenError, TokenRetrievalError, SSOError): (
        "Your AWS sign-in has expired: run `aws sso login`."
    ),
    (EndpointConnectionError,): (
        "AWS cannot be reached from here. Is the region's name right, and the network up?"
    ),
}


class NoStack(ConfigError):
    """There is no stack of this name."""


@dataclass(frozen=True, slots=True)
class Stack:
    """A stack as CloudFormation describes it."""

    name: str
    status: str
    reason: str = ""
    outputs: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)
    changed: Any = None
    """When it was last deployed (aware)."""


def of_stage(stage: str) -> str:
    """Return the name of a stage's stack. Raises ConfigError."""
    if stage in {"", MAIN}:
        return NAME
    if not STAGE.fullmatch(stage):
        raise ConfigError(f"{stage!r} cannot be a stage: small letters, digits and hyphens, at most 30.")
    return f"{NAME}-{stage}"


def token_parameter(stack: str) -> str:
    """Return the name of the SSM parameter with the bot token."""
    return f"/{stack}/slack/bot-token"


def signing_parameter(stack: str) -> str:
    """Return the name of the SSM parameter with the signing secret."""
    return f"/{stack}/slack/signing-secret"


def secrets_prefix(stack: str) -> str:
    """Return what the names of the SSM parameters begin with that hold sources' secret headers."""
    return f"/{stack}/sources/"


def in_region(region: str) -> Client:
    """Return what makes clients of AWS in a region; where it is empty, in the one that is set up."""
    # boto3 does not read AWS_REGION, which AWS's other tools do.
    region = region or os.environ.get("AWS_REGION", "")
    make: Client = boto3.client
    return partial(make, region_name=region) if region else make


def describe(cloudformation: Any, name: str) -> Stack:
    """Return a stack.

    Raises:
        NoStack: there is none.
        ConfigError: it cannot be looked up.
    """
    try:
        [found] = cloudformation.describe_stacks(StackName=name)["Stacks"]
    except ClientError as e:
        if "does not exist" in str(e):
            where = _region(cloudformation)
            raise NoStack(f"There is no stack {name} in {where}: make deploy makes it.") from e
        raise ConfigError(f"The stack {name} cannot be read: {sentence(e)}") from e
    except BotoCoreError as e:
        raise ConfigError(f"The stack {name} cannot be read: {sentence(e)}") from e
    return Stack(
        name,
        str(found.get("StackStatus", "")),
        str(found.get("StackStatusReason", "")),
        {each["OutputKey"]: str(each["OutputValue"]) for each in found.get("Outputs", [])},
        {each["ParameterKey"]: str(each["ParameterValue"]) for each in found.get("Parameters", [])},
        found.get("LastUpdatedTime") or found.get("CreationTime"),
    )


def trouble(found: Stack) -> str:
    """Return what to do where the last deployment has gone wrong; empty where it has not."""
    again = (
        "make deploy" if found.name == NAME else f"make deploy STAGE={found.name.removeprefix(NAME + '-')}"
    )
    reason = "Events of the stack in the console (CloudFormation) give the reason."
    match found.status:
        case "UPDATE_ROLLBACK_COMPLETE" | "UPDATE_FAILED":
            return (
                f"The last change failed, and what was there before runs on. {reason} Mend it, then: {again}"
            )
        case "UPDATE_ROLLBACK_FAILED":
            return (
                f"The last change failed and could not be taken back. {reason} "
                f"Then: aws cloudformation continue-update-rollback --stack-name {found.name}"
            )
        case "ROLLBACK_COMPLETE" | "ROLLBACK_FAILED" | "CREATE_FAILED" | "DELETE_FAILED":
            return (
                f"It never came up, or is half deleted, and cannot be changed any more. {reason} "
                f"Delete what is left, then deploy again: make undeploy STACK={found.name}"
            )
        case "REVIEW_IN_PROGRESS":
            return f"It was looked at and not confirmed: nothing is there yet. {again}"
        case _:
            return ""


def resources(cloudformation: Any, name: str) -> dict[str, tuple[str, str]]:
    """Return type and physical id of each resource of a stack, by logical id. Raises ClientError."""
    pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=name)
    return {
        each["LogicalResourceId"]: (str(each["ResourceType"]), str(each.get("PhysicalResourceId", "")))
        for page in pages
        for each in page["StackResourceSummaries"]
    }


def code_of(error: ClientError) -> str:
    """Return AWS's word for what went wrong."""
    return str(error.response.get("Error", {}).get("Code", ""))


def sentence(error: Exception) -> str:
    """Return what AWS's client did not do, and what to do about it."""
    if isinstance(error, ClientError):
        code = code_of(error)
        if code in DENIED:
            return f"Your AWS rights do not permit {error.operation_name}."
        return next((said for codes, said in SAID.items() if code in codes), str(error))
    said = next((said for kinds, said in FAILED.items() if isinstance(error, kinds)), "")
    return said or str(error)


def _region(client: Any) -> str:
    return str(getattr(getattr(client, "meta", None), "region_name", "") or "this region")
