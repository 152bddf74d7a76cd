"""The mailbox of one office as single messages (.eml)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Any

import yaml

from making.study import HERE, Made

CHINA = timezone(timedelta(hours=8))


def emails() -> Iterator[Made]:
    """Each message; its document is named after its subject, as a mailbox is imported."""
    box = yaml.safe_load((HERE / "texts" / "emails.yaml").read_text(encoding="utf-8"))
    people = {key: Address(name, addr_spec=address) for key, (name, address) in box["people"].items()}
    for message in box["messages"]:
        text = box["texts"][message["id"]].rstrip("\n")
        made = _message(message, people, text)
        yield Made(f"emails/{message['id']}.eml", message["subject"], text, made.as_bytes())


def _message(message: dict[str, Any], people: dict[str, Address], text: str) -> EmailMessage:
    made = EmailMessage()
    made["From"] = people[message["from"]]
    made["To"] = [people[key] for key in message["to"]]
    made["Date"] = datetime.fromisoformat(str(message["date"])).replace(tzinfo=CHINA)
    made["Subject"] = message["subject"]
    made["Message-ID"] = _identity(message["id"])
    if "answers" in message:
        made["In-Reply-To"] = made["References"] = _identity(message["answers"])
    made.set_content(text, charset="utf-8", cte="8bit")
    return made


def _identity(number: str) -> str:
    return f"<{number}@xiluan-wx.example>"
