"""The bar of a long command: nothing before a second, then how far it is."""

from __future__ import annotations

import io

from salescli.views.render.progress_bar import ProgressBar


class TerminalStream(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_is_shown_from_one_second_on(monkeypatch):
    stream, now = TerminalStream(), [0.0]
    monkeypatch.setattr("sys.stderr", stream)
    bar = ProgressBar(200, lambda: now[0])
    bar.show(10, "deal 10 of 200")
    now[0] = 0.9
    bar.show(20, "deal 20 of 200")
    assert not stream.getvalue()
    now[0] = 1.0
    bar.show(50, "deal 50 of 200")
    bar.show(51, "deal 51 of 200")
    assert stream.getvalue().endswith("deal 50 of 200  ██████░░░░░░░░░░░░░░░░░░  25%")
    now[0] = 1.2
    bar.show(200, "writing 200 files")
    assert stream.getvalue().endswith("████ 100%")
    bar.close()
    assert stream.getvalue().endswith("\x1b[K")
