"""`agent` and `prime`: short, true, and nobody else's text is touched."""

from __future__ import annotations

import re

import pytest

from salescli.commands.agent.agent import with_guide
from salescli.commands.agent.guide import MOST as GUIDE
from salescli.commands.agent.prime import MOST as DAY
from salescli.errors import UsageError


class TestGuide:
    """What an assistant reads."""

    def test_it_is_short(self, run):
        assert len(run("agent").out.encode()) <= GUIDE

    def test_each_command_and_flag_in_it_is_there(self, run):
        text = run("agent").out
        named = re.findall(r"`salescli ([a-z]+(?: [a-z]+)?)[^`]*`", text)
        lines = [
            line.removeprefix("- `salescli ")
            for line in text.splitlines()
            if line.startswith("- `salescli ")
        ]
        assert len(lines) > 15
        for line in lines:
            shown = run(line.split()[0], "--help").out
            assert [flag for flag in re.findall(r"--[a-z-]+", line) if flag not in shown] == [], (
                line
            )
        for name in {name.split()[0] for name in named}:
            assert run(name, "--help").code == 0, name
        for flag in re.findall(r"`(--[a-z-]+)", text):
            helps = "".join(run(name, "--help").out for name in ("show", "next", "log"))
            assert flag in helps, flag


class TestInstall:
    """AGENTS.md keeps what others wrote in it."""

    def test_it_is_renewed_and_the_rest_stays(self, run, book):
        path = book / "AGENTS.md"
        path.write_text("# Ours\n\nBe kind.", encoding="utf-8")
        assert run("agent", "--install").code == 0
        once = path.read_text(encoding="utf-8")
        assert once.startswith("# Ours\n\nBe kind.\n\n<!-- salescli: begin -->\n")
        path.write_text(
            once.replace("# Working a salescli book", "# Old") + "\nAfter.\n", encoding="utf-8"
        )
        run("agent", "--install")
        assert path.read_text(encoding="utf-8") == once + "\nAfter.\n"
        assert "up to date" in run("agent", "--install").out

    @pytest.mark.parametrize(
        "text",
        [
            "<!-- salescli: begin -->\nours",
            "ours\n<!-- salescli: end -->",
            "<!-- salescli: end -->\n<!-- salescli: begin -->",
            "<!-- salescli: begin -->\n<!-- salescli: begin -->\n<!-- salescli: end -->",
        ],
    )
    def test_broken_marks_are_refused(self, text):
        with pytest.raises(UsageError):
            with_guide(text, "guide")

    @pytest.mark.parametrize(
        "text",
        [
            *("", "a", "a\n", "a\n\n", "# b\n\n\nc"),
            "```md\n<!-- salescli: begin -->\n```\n",
            "~~~~\n~~~\n<!-- salescli: begin -->\n<!-- salescli: end -->\n~~~~\n",
            "so:\n\n    <!-- salescli: end -->\n\nand\n",
        ],
    )
    def test_what_stands_before_is_never_eaten(self, text):
        once = with_guide(text, "guide")
        assert once.startswith(text)
        assert with_guide(once, "guide") == once
        assert with_guide(once + "after", "other").endswith("after")

    @pytest.mark.parametrize(
        "text", [b"\xef\xbb\xbf# Ours\r\n\r\nBe kind.\r\n", b"a\r\nb", b"\xef\xbb\xbf"]
    )
    def test_line_ends_and_marks_of_encoding_stay(self, run, book, text):
        path = book / "AGENTS.md"
        path.write_bytes(text)
        assert run("agent", "--install").code == 0
        once = path.read_bytes()
        assert once.startswith(text)
        assert b"\r\n" not in text or b"\n" not in once.replace(b"\r\n", b"")
        assert "up to date" in run("agent", "--install").out
        assert path.read_bytes() == once

    def test_what_is_no_text_is_left_alone_and_said_in_words(self, run, book):
        path = book / "AGENTS.md"
        path.write_bytes(b"caf\xe9")
        done = run("agent", "--install")
        assert (done.code, path.read_bytes()) == (2, b"caf\xe9")
        assert "it is no UTF-8 text; nothing was changed" in done.err
        path.unlink()
        path.mkdir()
        assert "codec" not in done.err + run("agent", "--install").err
        assert path.is_dir()

    def test_a_link_is_left_alone(self, run, book, tmp_path):
        target = tmp_path / "elsewhere.md"
        target.write_text("theirs", encoding="utf-8")
        (book / "AGENTS.md").symlink_to(target)
        assert run("agent", "--install").code == 2
        assert target.read_text(encoding="utf-8") == "theirs"

    def test_a_skill_is_written_where_it_is_asked_for(self, run, tmp_path):
        assert run("agent", "--skill", str(tmp_path / "skills")).code == 0
        path = tmp_path / "skills/salescli/SKILL.md"
        assert path.read_text(encoding="utf-8").startswith("---\nname: salescli\n")
        assert run("agent", "--skill", str(tmp_path / "skills")).code == 0
        path.write_text("theirs", encoding="utf-8")
        assert run("agent", "--skill", str(tmp_path / "skills")).code == 2


class TestPrime:
    """The state of the day."""

    def test_a_large_book_is_short_too(self, run, book):
        what = "Ring them about the offer number 0 and all that"
        words = ("--process", "small-business", "--what", what, "--on", "today")
        assert run("add", "Company 0", *words).code == 0
        text = (book / "deals/company-0.toml").read_text(encoding="utf-8")
        for number in range(1, 70):
            other = text.replace("Company 0", f"Company {number}")
            other = other.replace("number 0", f"number {number}")
            (book / f"deals/company-{number}.toml").write_text(other, encoding="utf-8")
        done = run("prime")
        assert len(done.out.encode()) <= DAY
        assert "70 today" in done.out
        assert re.search(r"And \d+ more: salescli next", done.out)

    def test_what_cannot_be_read_is_named(self, run, book):
        (book / "deals/broken.toml").write_text("title = ", encoding="utf-8")
        done = run("prime")
        assert done.code == 1
        assert "broken" in done.out
