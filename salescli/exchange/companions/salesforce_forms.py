"""The tables beside Salesforce's opportunities: reports by labels, objects by API names.

The weekly data export has a file an object (`Contact.csv`) with its API names (`WhatId`); tools
that copy the tables write them `what_id`. Labels are those of the fields in reports.
"""

from __future__ import annotations

from salescli.exchange.companions.table_forms import Holds, TableForm

_OBJECTS = (
    "https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference"
)
_REPORTS = "https://help.salesforce.com/s/articleView?id=sf.reports_builder_fields.htm"

_JOINED = {
    "id": ("id", "Activity ID"),
    "about_id": ("what_id", "WhatId", "Related To ID"),
    "contact_id": ("who_id", "WhoId", "Name ID"),
    "company_id": ("account_id", "AccountId", "Account ID"),
}
_TASK = {
    **_JOINED,
    "kind": ("task_subtype", "TaskSubtype"),
    "type": ("type",),
    "subject": ("subject",),
    "text": ("description",),
    "outcome": ("call_disposition", "CallDisposition"),
    "status": ("status",),
    "on": ("activity_date", "ActivityDate"),
    "done_on": ("completed_date_time", "CompletedDateTime"),
    "done": ("is_closed", "IsClosed"),
}
_EVENT = {
    **_JOINED,
    "type": ("type",),
    "subject": ("subject",),
    "text": ("description",),
    "failed": ("no_show_c", "No_Show__c"),
    "on": (
        *("start_date_time", "StartDateTime", "activity_date_time", "ActivityDateTime"),
        *("activity_date", "ActivityDate"),
    ),
    "mark": ("end_date_time", "EndDateTime", "duration_in_minutes", "DurationInMinutes"),
}
_REPORT = {
    "id": ("Activity ID",),
    "subject": ("Subject",),
    "on": ("Date", "Due Date", "Start", "Start Date"),
    "type": ("Type",),
    "kind": ("Task Subtype", "Event Subtype"),
    "status": ("Status",),
    "text": ("Full Comments", "Comments", "Description"),
    "outcome": ("Call Result",),
    "done_on": ("Completed Date/Time",),
    "deal": ("Opportunity", "Opportunity Name", "Related To"),
    "deal_id": ("Opportunity ID",),
    "contact": ("Contact", "Contact Name", "Name"),
    "contact_id": ("Contact ID",),
    "email": ("Email", "Contact: Email"),
    "company": ("Company / Account", "Account Name", "Account"),
    "company_id": ("Account ID",),
    "mark": ("Assigned", "Assigned Alias", "Task", "Priority", "Full Comments", "Activity ID"),
}
FORMS = (
    TableForm(
        "salesforce",
        "Salesforce tasks",
        Holds.ACTIVITIES,
        ("id", "subject", "status", "on", "about_id"),
        _TASK,
        f"{_OBJECTS}/sforce_api_objects_task.htm",
        usual="task",
    ),
    TableForm(
        "salesforce",
        "Salesforce events",
        Holds.ACTIVITIES,
        ("id", "subject", "on", "about_id", "mark"),
        _EVENT,
        f"{_OBJECTS}/sforce_api_objects_event.htm",
        usual="meeting",
    ),
    TableForm(
        "salesforce",
        "Salesforce activities",
        Holds.ACTIVITIES,
        ("subject", "on", "mark"),
        _REPORT,
        _REPORTS,
        usual="task",
        any_of=("deal", "contact", "company", "deal_id"),
    ),
    *(
        TableForm(
            "salesforce",
            "Salesforce notes",
            Holds.NOTES,
            ("id", "text", "about_id"),
            {
                "id": ("id", "Note ID"),
                "about_id": ("parent_id", "ParentId"),
                "subject": ("title",),
                "text": (body,),
                "on": ("created_date", "CreatedDate"),
            },
            f"{_OBJECTS}/sforce_api_objects_note.htm",
        )
        for body in ("body", "text_preview")
    ),
    TableForm(
        "salesforce",
        "Salesforce contacts",
        Holds.PEOPLE,
        ("id", "company_id"),
        {
            "id": ("id",),
            "name": ("name",),
            "first": ("first_name", "FirstName"),
            "last": ("last_name", "LastName"),
            "email": ("email",),
            "phone": ("phone",),
            "mobile": ("mobile_phone", "MobilePhone"),
            "title": ("title",),
            "company_id": ("account_id", "AccountId"),
        },
        f"{_OBJECTS}/sforce_api_objects_contact.htm",
        any_of=("last",),
    ),
    TableForm(
        "salesforce",
        "Salesforce contacts",
        Holds.PEOPLE,
        ("last", "company"),
        {
            "id": ("Contact ID", "Contact: ID"),
            "first": ("First Name",),
            "last": ("Last Name",),
            "name": ("Contact Name", "Full Name"),
            "email": ("Email",),
            "phone": ("Phone", "Business Phone"),
            "mobile": ("Mobile",),
            "title": ("Title",),
            "company": ("Account Name",),
            "company_id": ("Account ID",),
            "deal": ("Opportunity Name",),
            "deal_id": ("Opportunity ID",),
            "role": ("Role", "Contact Role"),
        },
        _REPORTS,
    ),
    TableForm(
        "salesforce",
        "Salesforce accounts",
        Holds.COMPANIES,
        ("id", "name", "mark"),
        {
            "id": ("id",),
            "name": ("name",),
            "industry": ("industry",),
            "country": ("billing_country", "BillingCountry"),
            "employees": ("number_of_employees", "NumberOfEmployees"),
            "mark": ("account_number", "AccountNumber", "billing_street", "BillingStreet"),
        },
        f"{_OBJECTS}/sforce_api_objects_account.htm",
    ),
    TableForm(
        "salesforce",
        "Salesforce accounts",
        Holds.COMPANIES,
        ("name", "mark"),
        {
            "id": ("Account ID",),
            "name": ("Account Name",),
            "industry": ("Industry",),
            "country": ("Billing Country", "Billing Country/Region"),
            "employees": ("Employees",),
            "mark": ("Account Owner", "Account Number", "Annual Revenue", "Account Site"),
        },
        _REPORTS,
    ),
    TableForm(
        "salesforce",
        "Salesforce contact roles",
        Holds.LINKS,
        ("deal_id", "contact_id"),
        {
            "deal_id": ("opportunity_id", "OpportunityId", "Opportunity ID"),
            "contact_id": ("contact_id", "ContactId", "Contact ID"),
            "role": ("role", "Contact Role"),
        },
        f"{_OBJECTS}/sforce_api_objects_opportunitycontactrole.htm",
    ),
    TableForm(
        "salesforce",
        "Salesforce contact roles",
        Holds.LINKS,
        ("deal", "contact", "role"),
        {
            "deal": ("Opportunity Name",),
            "contact": ("Contact Name", "Contact: Full Name"),
            "role": ("Role", "Contact Role"),
        },
        _REPORTS,
    ),
    *(
        TableForm(
            "salesforce", title, Holds.OTHER, tuple(names), {n: (n,) for n in names}, _OBJECTS
        )
        for title, names in (
            ("the history of opportunities", ("stage_name", "close_date", "_fivetran_start")),
            ("the history of opportunities", ("OpportunityId", "StageName", "CreatedDate")),
            ("the users of Salesforce", ("username", "alias", "profile_id")),
            ("the users of Salesforce", ("Username", "Alias", "ProfileId")),
        )
    ),
)
