"""Each permission of a role on trial: it is taken away, and what the function is for is done again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.integration.role_house import RoleHouse
from tests.integration.role_policies import Decision, Document, Permission, Verdict, permissions, without
from tests.integration.role_uses import USES, Use

EXCESS = "excess"


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it."""

    function: str
    lacking: Sequence[Decision]
    """What it was refused although nothing was taken away."""
    verdicts: Sequence[Verdict]

    def complaints(self) -> Iterator[str]:
        """Yield what is wrong with the role, in sentences."""
        for action, resource in dict.fromkeys((denied.action, denied.resource) for denied in self.lacking):
            yield f"{self.function} may not {action} on {resource}, and needs to."
        for verdict in self.verdicts:
            if verdict.said == EXCESS:
                tried = verdict.permission
                yield f"{self.function} may {tried.action} on {tried.resource}, and nothing needs it."


def try_role(
    house: RoleHouse, function: str, document: Document, tried: Sequence[Permission] | None = None
) -> Trial:
    """Have a function do all that it is for, with a policy and with the policy less each permission.

    A permission is needed when the function is refused exactly what it permits. What the function makes of
    the refusal does not count: some it survives, with a line in the log.

    Args:
        house: the house.
        function: its logical id.
        document: the policy.
        tried: the permissions to be taken away; all if None.
    """
    uses, unasked = USES[function], house.unasked(function)
    with house.permitted(function, document):
        house.start_afresh(function)
        heard = {use: list(heard_of(house, function, use)) for use in uses}
    lacking = [decision for decisions in heard.values() for decision in decisions if not decision.allowed]
    verdicts = []
    for permission in permissions(function, document) if tried is None else tried:
        if permission in unasked:
            verdicts.append(Verdict(permission, "static"))
            continue
        # Those that asked for it come first: as soon as one is refused, it is proven. Before it counts as
        # excess, a new process has done them all, which remembers no secret and no topic.
        likely = [use for use in uses if any(decision.concerns(permission) for decision in heard[use])]
        with house.permitted(function, without(document, permission)):
            is_needed = any(is_refused(house, permission, use) for use in likely)
            if not is_needed:
                house.start_afresh(function)
                is_needed = any(is_refused(house, permission, use) for use in uses)
        verdicts.append(Verdict(permission, "needed" if is_needed else EXCESS))
    return Trial(function, lacking, verdicts)


def is_refused(house: RoleHouse, permission: Permission, use: Use) -> bool:
    """Do what a function is for, and return whether it was refused what a permission would permit."""
    decisions = heard_of(house, permission.function, use)
    return any(decision.concerns(permission) and not decision.allowed for decision in decisions)


def heard_of(house: RoleHouse, function: str, use: Use) -> Iterator[Decision]:
    """Do what a function is for, and yield what its role was told meanwhile."""
    role, event, mark = house.role(function), use(house), house.aws.decided()
    house.invoke(function, event)
    return (decision for decision in house.aws.decisions(mark) if decision.role == role)
