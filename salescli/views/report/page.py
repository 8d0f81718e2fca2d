"""The report as one page: all of it in a single file, without script, network or other files.

Its policy allows nothing but its own style sheet, named by its digest; every text is escaped.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from salescli.views.render.document import Column, Span
from salescli.views.render.figures import Bar, ColumnChart, Curve, Figure
from salescli.views.render.svg import bar, column_chart, curve, element, svg_text
from salescli.views.report.section import Field, ReportDocument, ReportSection

_STYLE = Path(__file__).with_name("page.css")


def report_page(document: ReportDocument) -> str:
    """Return the page as HTML text."""
    style = _STYLE.read_text(encoding="utf-8")
    body = [
        element(
            "header",
            element("h1", svg_text(document.title)),
            element("p", svg_text(document.subtitle)),
        ),
        _unreadable(document.unreadable),
        element("main", *map(_section, document.sections)),
        element("footer", element("p", "Made by salescli from the files of the book.")),
    ]
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="en">\n<head>\n{_head(document.title, style)}\n</head>\n'
        f"<body>\n{''.join(body)}\n</body>\n</html>\n"
    )


def _head(title: str, style: str) -> str:
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return "\n".join(
        (
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            '<meta name="referrer" content="no-referrer">',
            element("title", svg_text(title)),
            f"<style>{style}</style>",
        )
    )


def _unreadable(lines: tuple[str, ...]) -> str:
    if not lines:
        return ""
    rows = [element("li", svg_text(line)) for line in lines]
    title = element("h2", "Not counted: unreadable")
    return element("section", title, element("ul", *rows), class_="error")


def _section(section: ReportSection) -> str:
    note = element("span", svg_text(section.note), class_="note") if section.note else ""
    titled = any(column.title for column in section.columns)
    inside = [
        element("h2", svg_text(section.title), " " if note else "", note),
        _figure(section.figure) if section.figure else "",
        _table(section) if titled else _tiles(section),
        *(element("p", svg_text(line)) for line in section.says),
        element("p", svg_text(section.about), class_="about") if section.about else "",
    ]
    return element("section", *inside, id=section.name)


def _tiles(section: ReportSection) -> str:
    tiles = []
    for label, number, drawn, *notes in section.rows:
        texts = [svg_text(note) for note in notes if isinstance(note, str) and note]
        tiles.append(
            element(
                "div",
                element("dt", _field(label)),
                element("dd", element("strong", _field(number)), _field(drawn), *texts),
            )
        )
    return element("dl", *tiles, class_="tiles")


def _table(section: ReportSection) -> str:
    heads = [
        element("th", svg_text(column.title), scope="col", **_class(column))
        for column in section.columns
    ]
    rows = [_row(section.columns, row) for row in section.rows]
    return element(
        "table", element("thead", element("tr", *heads)), element("tbody", *rows), role="table"
    )


def _row(heads: tuple[Column, ...], row: tuple[Field, ...]) -> str:
    first, *rest = row
    if not any(rest):
        name = element("th", _field(first), scope="colgroup", colspan=len(heads))
        return element("tr", name, class_="group")
    cells = [element("th", _field(first), scope="row", **_class(heads[0]))]
    for column, field in zip(heads[1:], rest, strict=True):
        label = {"data_label": column.title} if column.title else {}
        cells.append(element("td", _field(field), **_class(column, field), **label))
    return element("tr", *cells)


def _class(column: Column, field: Field = "-") -> dict[str, str]:
    names = ["number"] if column.align == "right" else []
    names += ["empty"] if not field else []
    names += ["drawn"] if isinstance(field, Bar) else []
    return {"class_": " ".join(names)} if names else {}


def _field(field: Field) -> str:
    if isinstance(field, Bar):
        return bar(field)
    if isinstance(field, Span):
        return element("span", svg_text(field.text), class_=field.style or "plain")
    return svg_text(field.strip())


def _figure(figure: Figure) -> str:
    match figure:
        case ColumnChart():
            names = [
                element("span", svg_text(name), class_=f"legend series{number}")
                for number, (name, _) in enumerate(figure.series)
            ]
            unit = [element("span", svg_text(figure.unit))] if figure.unit else []
            return element("figure", element("figcaption", *names, *unit), column_chart(figure))
        case Curve():
            caption = element("figcaption", svg_text(f"{figure.up}, by {figure.across}"))
            return element("figure", caption, curve(figure))
