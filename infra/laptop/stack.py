"""A deployed stack: what it is called, what it says of itself, and AWS's refusals in plain words."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NoCredentialsError,
    NoRegionError,
    PartialCredentialsError,
    ProfileNotFound,
    ReadTimeoutError,
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
PATIENCE = Config(connect_timeout=5, read_timeout=15, retries={"total_max_attempts": 2, "mode": "standard"})
"""Somebody sits and waits: botocore's own would be five minutes for each question that nobody answers."""
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
    (EndpointConnectionError, ConnectTimeoutError, ReadTimeoutError): (
        "AWS cannot be reached from here, or does not answer. Is the region's name right, and the network up?"
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
    where = {"region_name": region} if region else {}
    client: Client = boto3.client

    def make(service: str, config: Config | None = None, **options: Any) -> Any:
        patience = PATIENCE.merge(config) if config else PATIENCE
        return client(service, config=patience, **{**where, **options})

    return make


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


def look(name: str) -> str:
    """Return the command that looks how a stack is."""
    return "make doctor" if name == NAME else f"make doctor STACK={name}"


def moved(found: Stack) -> list[str]:
    """Return what to do about secrets that a stack of an earlier version has under names of its own choice.

    Names of secrets were parameters once, the same for stacks of any name. They are made of the stack's now.
    """
    old, name = found.parameters, found.name
    secrets = {
        "SlackTokenParameter": token_parameter(name),
        "SlackSigningSecretParameter": signing_parameter(name),
    }
    told = []
    if any(old.get(parameter, new) != new for parameter, new in secrets.items()):
        told.append(
            "From this deployment on, token and signing secret are looked for as "
            f"{' and '.join(secrets.values())}. "
            "Until they are there nothing is posted and no request of Slack's is taken. "
            f"Right after it: make slack-secrets STACK={name}"
        )
    new = secrets_prefix(name)
    if (was := old.get("SourceSecretsPrefix", new)) != new:
        told.append(
            f"Secret headers of sources are looked for under {new} from this deployment on, "
            f"and no more under {was}. For each source that has one: "
            f"make secret-source URL=… HEADER=… STACK={name} PERSON=U…"
        )
    return told


def trouble(found: Stack, option: str) -> str:
    """Return what to do where the last deployment has gone wrong; empty where it has not.

    Args:
        found: the stack.
        option: what is added to ``make deploy`` to mean its stage.
    """
    again = f"make deploy{option}"
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
        said = next((said for codes, said in SAID.items() if code in codes), "")
    else:
        said = next((said for kinds, said in FAILED.items() if isinstance(error, kinds)), "")
    return said or f"AWS did not do that: {error}"


def _region(client: Any) -> str:
    return str(getattr(getattr(client, "meta", None), "region_name", "") or "this region")
