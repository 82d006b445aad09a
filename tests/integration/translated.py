"""The CloudFormation that SAM makes of template.yaml; ``python -m tests.integration.translated`` tells it."""

import json
import os
from pathlib import Path
from typing import Any
from unittest.mock import patch

from samtranslator.model.exceptions import InvalidDocumentException
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

TEMPLATE = Path(__file__).parents[2] / "template.yaml"
REGION = "eu-west-1"


class _NoManagedPolicies:
    def load(self) -> dict[str, str]:
        return {}


def translated(text: str) -> dict[str, Any]:
    """Return what the service would make of a template's text, offline.

    Raises:
        samtranslator.model.exceptions.InvalidDocumentException: SAM refuses it.
    """
    template = yaml_parse(text)
    # `sam package` would have put the addresses of uploads here.
    template["Globals"]["Function"]["CodeUri"] = "s3://artifacts/code.zip"
    template["Resources"]["Observability"]["Properties"]["TemplateURL"] = "https://s3.amazonaws.com/a/o"
    parameters = {name: one.get("Default") for name, one in template["Parameters"].items()}
    with patch.dict(os.environ, {"AWS_DEFAULT_REGION": REGION}):
        return transform(template, parameters, _NoManagedPolicies())  # type: ignore[no-any-return]


if __name__ == "__main__":
    try:
        print(json.dumps(translated(TEMPLATE.read_text()), indent=1))  # noqa: T201 - what it is for
    except InvalidDocumentException as e:
        raise SystemExit("\n".join(cause.message for cause in e.causes)) from None
