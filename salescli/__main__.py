"""`python -m salescli`: the command line, where the script is not on PATH."""

from __future__ import annotations

from salescli.start import main

if __name__ == "__main__":
    main()
