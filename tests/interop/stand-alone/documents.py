#!/usr/bin/env python3
"""Writes the two JSON documents of a batch, with nothing but Python's own library.

Usage: documents.py content RECORDS.jsonl SIGNING.pub > batch.json
       documents.py manifest FOLDER CONTENT.tar PAYLOAD RECIPIENT > manifest.json
FOLDER holds the members of the inner tar. Follows docs/format.md § Content and § Manifest.
"""

import hashlib
import json
import secrets
import sys
import time
import uuid
from collections import Counter
from datetime import datetime, timezone
from pathlib import Path

from merkle_root import merkle_root


def uuid7():
    milliseconds, random = time.time_ns() // 1_000_000, secrets.randbits(74)
    return str(uuid.UUID(int=milliseconds << 80 | 0x7 << 76 | random >> 62 << 64 | 0b10 << 62 | random % (1 << 62)))


def read_records(*files):
    return [json.loads(line) for file in files for line in file.read_text("utf-8").split("\n") if line]


def content(records, public_key):
    agents = {record["agent"] for record in read_records(Path(records))} - {None}
    return {
        "format": "scelle.content/1",
        "id": uuid7(),
        "sender": "tmg",
        "senderKey": Path(public_key).read_text().splitlines()[1],
        "recipient": "arcom",
        "stream": "music",
        "sequence": 1,
        "legalBasis": "CPI L. 331-21",
        "authorisation": None,
        "agents": sorted(agents),
    }


def manifest(folder, content_tar, payload, recipient):
    folder, payload = Path(folder), Path(payload)
    statement = json.loads((folder / "batch.json").read_text("utf-8"))
    records = read_records(*sorted(folder.glob("records/*.jsonl")))
    # Without the Z, a time with milliseconds sorts after the same second without them.
    times = sorted((record["occurredAt"] for record in records), key=lambda instant: instant.removesuffix("Z"))
    controllers = Counter(record["controller"] for record in records)
    attachments = [file.stat().st_size for file in folder.glob("attachments/*")]
    return {
        "format": "scelle.batch/1",
        **{key: statement[key] for key in ("id", "sender", "recipient", "stream", "sequence")},
        "previous": None,
        "replaces": None,
        "createdAt": datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "period": {"from": times[0], "to": times[-1]},
        "profile": "ip-evidence-test/1",
        "records": {"count": len(records), "merkleRoot": merkle_root(folder)},
        "controllers": [{"name": name, "records": count} for name, count in sorted(controllers.items())],
        "attachments": {"count": len(attachments), "bytes": sum(attachments)},
        "content": {"bytes": Path(content_tar).stat().st_size},
        "payload": {"bytes": payload.stat().st_size, "sha256": hashlib.sha256(payload.read_bytes()).hexdigest()},
        "sealedTo": [recipient],
        "producer": "scelle/stand-alone",
    }


if __name__ == "__main__":
    document = {"content": content, "manifest": manifest}[sys.argv[1]](*sys.argv[2:])
    print(json.dumps(document, indent=2, ensure_ascii=False))
