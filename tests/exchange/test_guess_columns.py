"""Proposals for the columns of files that nobody knows: by their names and by what is in them."""

from __future__ import annotations

import pytest

from salescli.exchange.csv.guess_columns import guess_columns
from salescli.exchange.csv.sheet import read_sheet


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "Bitrix24": (
            (
                "ID;TITLE;STAGE_ID;OPPORTUNITY;CURRENCY_ID;DATE_CREATE;CLOSEDATE;STAGE_SEMANTIC_ID\n"
                "7;Arms;C1:NEW;5000;EUR;2026-01-02;2026-12-24T00:00:00Z;P\n"
            ),
            (
                "id=ID;title=TITLE;stage=STAGE_ID;value=OPPORTUNITY;currency=CURRENCY_ID;"
                "opened=DATE_CREATE;close=CLOSEDATE;status=STAGE_SEMANTIC_ID"
            ),
        ),
        "Zoho": (
            (
                "Record Id,Deal Name,Account Name,Stage,Amount,Closing Date,Created Time,Owner\n"
                "7,Arms,Acme,Qualification,5,2026-12-24,2026-01-02 10:00:00,Ada\n"
            ),
            (
                "id=Record Id;title=Deal Name;company=Account Name;stage=Stage;value=Amount;"
                "close=Closing Date;opened=Created Time;owner=Owner"
            ),
        ),
        "Dynamics 365": (
            (
                "Topic,Account,Est. close date,Est. revenue,Status,Owner,Currency\n"
                "Arms,Acme,2026-12-24,5,Open,Ada,Euro\nLegs,Beta,2026-01-02,6,Won,Ada,Euro\n"
            ),
            (
                "title=Topic;company=Account;close=Est. close date;value=Est. revenue;"
                "status=Status;owner=Owner;currency=Currency"
            ),
        ),
        "no currency": (
            "Deal,Currency,StageName\nArms,hard,Demo\n",
            "title=Deal;stage=StageName",
        ),
        "German": (
            (
                "Firma;Projekt;Wert;Phase;Abschluss;Ansprechpartner;Telefon;Notizen;Erstellt am\n"
                "Müller GmbH;Arme;12.000 €;Demo;24.12.2026;Dana;+49 30 123456;Ruft an;01.02.2026\n"
            ),
            (
                "company=Firma;title=Projekt;value=Wert;stage=Phase;close=Abschluss;"
                "contact=Ansprechpartner;phone=Telefon;notes=Notizen;opened=Erstellt am"
            ),
        ),
        "by hand": (
            (
                "Lead,Client,Deal Status,Last contacted,Notes,Email\n"
                "Arms,Acme,Demo,2026-11-02,Call back,d@x.example\n"
            ),
            (
                "title=Lead;company=Client;stage=Deal Status;contacted=Last contacted;notes=Notes;"
                "email=Email"
            ),
        ),
        "closed apart": (
            "Name,Status,Expected close,Closed on\nAcme,won,2026-03-31,\nB,open,,2026-02-01\n",
            "title=Name;status=Status;close=Expected close;closed=Closed on",
        ),
    }.values(),
    ids=str,
)
def test_columns_are_proposed(text, expected):
    wanted = dict(pair.split("=") for pair in expected.split(";"))
    assert guess_columns(read_sheet(text.encode())) == wanted


def test_days_are_proposed_where_some_are_no_days():
    sheet = read_sheet(b"Firma;Abschluss\nA;24.12.2026\nB;15.02.\nC;TBC\nD;1.1.2027\n")
    assert guess_columns(sheet) == {"company": "Firma", "close": "Abschluss"}


def test_an_amount_is_no_title_and_a_day_is_no_company():
    sheet = read_sheet(b"Opportunity,Customer,Worth\n5000,2026-01-02,x\n6000,2026-01-03,y\n")
    assert guess_columns(sheet) == {"value": "Opportunity"}


def test_an_amount_about_does_not_hide_the_column_of_amounts():
    text = "Firma;Betrag\nA;1.190,00\nB;950\nC;480\nD;ca. 300 oder so\nE;2.400\n"
    assert guess_columns(read_sheet(text.encode())) == {"company": "Firma", "value": "Betrag"}
