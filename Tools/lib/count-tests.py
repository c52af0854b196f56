"""Prints `PASSED FAILED` for the JUnit files named; a file that is not there counts nothing, a broken one one failure."""

import sys
import xml.etree.ElementTree as XML

passed = failed = 0
for path in sys.argv[1:]:
    try:
        cases = XML.parse(path).getroot().iter("testcase")
    except FileNotFoundError:
        continue
    except XML.ParseError:
        failed += 1  # the run died while it wrote
        continue
    for case in cases:
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
        elif case.find("skipped") is None:
            passed += 1
print(passed, failed)
