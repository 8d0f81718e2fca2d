"""Whether git asks us to merge deals is read from the own file of the book, if no other counts."""

from __future__ import annotations

import subprocess

import pytest
from support.table import each

from salescli.store.git.merge_driver import ATTRIBUTES, driver_state

LINE = ATTRIBUTES.strip()
FILES = {
    "as it is made": {".gitattributes": ATTRIBUTES},
    "with no line end": {".gitattributes": LINE},
    "with others before": {".gitattributes": f"*.png binary\r\n{LINE}\r\n\r\n"},
    "with another after": {".gitattributes": f"{ATTRIBUTES}*.toml -merge\n"},
    "with a harmless one after": {".gitattributes": f"{ATTRIBUTES}*.png binary\n"},
    "within a line": {".gitattributes": f"*.toml -merge \u2028{LINE}"},
    "in a comment": {".gitattributes": f"# {LINE}"},
    "after what marks UTF-8": {".gitattributes": f"\ufeff{LINE}"},
    "overruled in the folder": {".gitattributes": ATTRIBUTES, "deals/.gitattributes": "* -merge"},
    "overruled in the repository": {
        ".gitattributes": ATTRIBUTES,
        ".git/info/attributes": "* merge=union",
    },
    "only in the repository": {".git/info/attributes": ATTRIBUTES},
    "nowhere": {},
}


@pytest.fixture(scope="module")
def new(tmp_path_factory):
    folder = tmp_path_factory.mktemp("attributes")
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    return folder


@each("name, files", list(FILES.items()))
def test_it_is_as_git_has_it(new, name, files):
    for file in (".gitattributes", "deals/.gitattributes", ".git/info/attributes"):
        (new / file).unlink(missing_ok=True)
    (new / "deals").mkdir(exist_ok=True)
    for file, text in files.items():
        (new / file).parent.mkdir(exist_ok=True)
        (new / file).write_bytes(text.encode())
    asked = ["git", "check-attr", "merge", "--", "deals/any.toml"]
    said = subprocess.run(asked, cwd=new, capture_output=True, check=True).stdout
    is_ours = said.endswith(b": merge: salescli\n")
    assert ("does not name" in driver_state(new)) is not is_ours, name


def test_a_link_is_read_as_git_reads_it(new):
    (new / "rules").write_text(ATTRIBUTES)
    (new / ".gitattributes").unlink(missing_ok=True)
    (new / ".gitattributes").symlink_to("rules")
    assert "does not name" in driver_state(new)
    (new / ".gitattributes").unlink()
