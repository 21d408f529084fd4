"""Makes the installed `autobahntestsuite` run on Python 3.

PyPI's package still holds Python 2 sources. This converts them in place, in the environment that runs it: first by
lib2to3's fixers (the `fissix` package), then by the rules below. Each rule says how often its text must occur, so a
release of the suite for which the rules were not written is refused instead of half converted.

How strings keep their meaning is told in `octets.py`.
"""

import hashlib
import pathlib
import re
import shutil
import sys
import sysconfig

from fissix import refactor

HERE = pathlib.Path(__file__).resolve().parent
PACKAGE = pathlib.Path(sysconfig.get_path("purelib")) / "autobahntestsuite"

# File, text, replacement, occurrences. Applied to the output of lib2to3.
RULES = [
    # Cases compare what they received with what they expect by pickling both, which sees object identity too.
    ("case/case.py", "pickle.dumps(obj1) == pickle.dumps(obj2)", "obj1 == obj2", 1),
    ("case/case6_x_x.py", "v.validate(vss[:i])", "v.validate(_octets.octets(vss[:i]))", 1),
    # `object` before a class that is itself an object now is no possible order of base classes.
    ("case/case6_x_x.py", "(object, Case, )", "(Case, )", 1),
    ("case/case7_7_X.py", "(object, Case, )", "(Case, )", 1),
    ("case/case7_9_X.py", "(object, Case, )", "(Case, )", 1),
    ("case/case9_7_X.py", "(object, Case, )", "(Case, )", 1),
    ("case/case12_x_x.py", "(object, Case, )", "(Case, )", 2),
    ("case/case9_9_1.py", "from zope.interface import implements\n", "", 1),
    ("case/case9_9_1.py", "implements(interfaces.IPushProducer)", "pass", 1),
    ("case/case10_1_1.py", "len(self.payload) / self.p", "len(self.payload) // self.p", 1),
    ("fuzzing.py", "class FuzzingProtocol:", "class FuzzingProtocol(_octets.Boundary):", 1),
    ("fuzzing.py", "''.join(payload)", "_octets.joined(payload)", 1),
    ("fuzzing.py", "self.http_request_data if", "_octets.text(self.http_request_data) if", 1),
    ("fuzzing.py", "self.http_response_data if", "_octets.text(self.http_response_data) if", 1),
    ("fuzzing.py", '.encode("utf-8"))\n', ")\n", 1),
    ("fuzzing.py", "ll.encode('utf8')", "ll", 1),
    ("fuzzing.py", "report_filename), 'w')",
     "report_filename), 'w', encoding = 'utf8', errors = 'backslashreplace')", 4),
    # Twisted takes names of web resources as octets.
    ("fuzzing.py", "putChild('cwd'", "putChild(b'cwd'", 1),
    # These two only serve modes that nothing here runs, and need packages that nothing else needs.
    ("report.py", "import jinja2\n", "", 1),
    ("wstest.py", "from . import serializer\n", "", 1),
]


def tool():
    names = refactor.get_fixers_from_package("fissix.fixes")
    return refactor.RefactoringTool(names)


def convert(path, fixers):
    """The Python 3 text of one file, as Latin-1 characters that stand for the octets of the original."""
    source = path.read_bytes().decode("latin-1").replace("\r\n", "\n")
    source = re.sub(r"\A((?:#.*\n)?)#.*coding[:=].*\n", r"\1", source)
    if not source.endswith("\n"):
        source += "\n"
    source = str(fixers.refactor_string(source, str(path)))
    name = path.relative_to(PACKAGE).as_posix()
    for file, old, new, count in RULES:
        if file == name:
            found = source.count(old)
            if found != count:
                raise SystemExit(f"convert.py: {name}: expected {count} of {old!r}, found {found}; "
                                 "install the release of autobahntestsuite that scripts/interop-setup pins")
            source = source.replace(old, new)
    source = source.replace("binascii.b2a_hex", "_octets.b2a_hex")
    if "_octets." in source:
        source = "from autobahntestsuite import _octets\n" + source
    if name == "fuzzing.py":
        source += "\nfrom autobahntestsuite._octets import asciiLogData, binLogData\n"
    return "# -*- coding: latin-1 -*-\n" + source


def main():
    marker = PACKAGE / "converted"
    stamp = str(hash_of(HERE / "convert.py", HERE / "octets.py"))
    if marker.exists():
        if marker.read_text() == stamp:
            return
        raise SystemExit("convert.py: the suite was converted by other rules; reinstall autobahntestsuite first")
    fixers = tool()
    converted = {path: convert(path, fixers) for path in sorted(PACKAGE.rglob("*.py"))}
    for path, source in converted.items():
        compile(source.encode("latin-1"), str(path), "exec")
        path.write_bytes(source.encode("latin-1"))
    shutil.copy(HERE / "octets.py", PACKAGE / "_octets.py")
    marker.write_text(stamp)


def hash_of(*paths):
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
