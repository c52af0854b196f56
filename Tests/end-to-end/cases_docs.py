"""The pages that show files and what the program says of them: every file is read, every quoted line is said."""

import json
import re
import shlex

import schema
from harness import ROOT, Failed, case, expect


# A tenant of one node.
NODE = """\
format: headroom-tenants-1
tenants: [{name: acme, leases: [{name: first, gpus: 8, kind: dgx-h100, price: 2 $/GPU-h}]}]
"""


def blocks(page):
    """Code blocks of a page: their language and their text."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return re.findall(r"^```(\w+)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


@case("docs/file-formats.md: every key of a facility and of a book is described")
def _(_):
    page = (ROOT / "docs/file-formats.md").read_text(encoding="utf-8")
    facility, book = page.index("## Facility file"), page.index("## Tenant book")
    for name, part in (("facility-1", page[facility:book]), ("book-1", page[book:page.index("## Plan file")])):
        document = json.loads((ROOT / f"docs/schema/{name}.json").read_text(encoding="utf-8"))
        tables = [table for table in (document, *document["$defs"].values()) if table.get("additionalProperties") is False]
        keys = {key for table in tables for key in table["properties"]} - {"about", "source", "value"}
        expect(len(keys) > 30, f"{name}: only {len(keys)} keys")
        missing = [key for key in sorted(keys) if not re.search(rf"(?<![\w-]){key}:", part)]
        expect(not missing, f"{name}: not described: {missing}")


@case("docs/topology.md: every step is a facility of its own, in the schema too, that leases a node; the reports say what is quoted")
def _(bench):
    validator = schema.Validator()
    files = quoted = 0
    for language, text in blocks("topology.md"):
        if language == "yaml":
            files += 1
            bench.write("room/facility.yaml", text)
            bench.run("topology", "validate", "room").exits(0)
            bench.write("room/tenants.yaml", NODE)
            bench.run("plan", "room").exits(0).says("refused: none")
            problem = validator.problem(schema.load(text))
            expect(not problem, f"step {files}: {problem}")
        elif language == "console":
            quoted += 1
            command, *lines = text.splitlines()
            said = bench.run(*shlex.split(command)[2:]).exits(0).is_quiet().text.splitlines()
            after = 0
            for line in lines:
                if line in ("", "…"):
                    continue
                if line not in said[after:]:
                    raise Failed(f"step {files}: not said, or not in this order: {line}\n" + "\n".join(said))
                after = said.index(line, after) + 1
    expect(files == 6 and quoted == 6, f"{files} files, {quoted} reports")
    first = next(text for language, text in blocks("topology.md") if language == "yaml")
    expect(len(first.splitlines()) == 10, "the first file has ten lines")
