"""What `salescli` alone prints: the six commands of a day, and where the rest is."""

from __future__ import annotations

START = """\
salescli: no meeting without a next step

  salescli next                    your day, the most pressing deal first
  salescli add "Acme GmbH"         open a deal, with its first next step
  salescli log acme                what happened, and what happens next
  salescli show acme               where a deal stands, what is missing
  salescli brief acme              what to know before the call
  salescli find "liability"        who said what, when

  salescli demo                    try it on a demo book of example deals
  salescli init DIR                make a book of your own

All commands:  salescli --help     One of them:  salescli log --help
The guide:     salescli help       How do I …:   salescli help questions"""
