"""Typesets a page of HTML from stdin as a PDF on stdout, in a process of its own; takes style sheets by path.

`python -m review.record.typeset FILE.css ...` fetches nothing: a picture or a sheet that the page names is
left out.
"""

from __future__ import annotations

import sys
from typing import Any, NoReturn

from weasyprint import CSS, HTML


def refuse(url: str, *_: Any, **__: Any) -> NoReturn:
    raise ValueError(f"{url} is not fetched.")


def main(sheets: list[str]) -> None:
    page = HTML(string=sys.stdin.buffer.read().decode(), url_fetcher=refuse, media_type="print")
    sys.stdout.buffer.write(page.write_pdf(stylesheets=[CSS(filename=name) for name in sheets]))


if __name__ == "__main__":
    main(sys.argv[1:])
