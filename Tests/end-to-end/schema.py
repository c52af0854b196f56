"""JSON Schemas of the files that headroom reads, applied by `jsonschema` to YAML as headroom reads it."""

import json
import re

from harness import ROOT, Failed

FACILITY = ROOT / "docs/schema/facility-1.json"


def modules():
    try:
        import jsonschema
        import yaml

        return jsonschema, yaml, jsonschema.Draft202012Validator
    except (ImportError, AttributeError) as error:
        raise Failed(f"{error}: Tools/test installs python3-jsonschema (4 or newer) and python3-yaml") from error


def load(text):
    """YAML 1.2: `no` and `1:1` are texts. PyYAML's own rules are those of YAML 1.1."""
    _, yaml, _ = modules()

    class Loader(yaml.SafeLoader):
        yaml_implicit_resolvers = {}

    for tag, pattern in (
        ("bool", r"true|True|TRUE|false|False|FALSE"), ("int", r"[-+]?[0-9]+"),
        ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), ("null", r"~|null|Null|NULL|"),
    ):
        Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^({pattern})$"), None)
    return yaml.load(text, Loader)


def read(path=FACILITY):
    """The schema itself, held to its meta-schema."""
    jsonschema, _, validator = modules()
    schema = json.loads(path.read_text(encoding="utf-8"))
    try:
        validator.check_schema(schema)
    except jsonschema.SchemaError as error:
        raise Failed(f"{path.name} is no JSON Schema: {error.message}") from error
    return schema


class Validator:
    def __init__(self, path=FACILITY):
        jsonschema, _, validator = modules()
        self._best = jsonschema.exceptions.best_match
        self._validator = validator(read(path))

    def accepts(self, data):
        return self._validator.is_valid(data)

    def problem(self, data):
        """What is wrong, in a line; None where nothing is."""
        error = self._best(self._validator.iter_errors(data))
        return error and f"{'/'.join(map(str, error.absolute_path))}: {error.message}"[:300]
