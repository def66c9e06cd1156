#!/usr/bin/env bash
# Puts a batch together as docs/format.md tells, without any code of Scellé: tar, zstd, age, minisign, sha256sum, and
# Python for the JSON and the Merkle root. It knows one group: 2 MiB of records and 16 MiB of attachments at most.
#
#   make-batch.sh RECORDS.jsonl ATTACHMENTS SIGNING.key SIGNING.pub RECIPIENT OUT.scelle
#
# ATTACHMENTS is a folder of files of any names. minisign asks for the passphrase of the key, if it has one.
#   AGE         the command that encrypts, with the options of age (age)
#   FRAME_SIZE  how much content goes into one zstd frame, as split --bytes takes it (1G)
set -euo pipefail
export LC_ALL=C PYTHONDONTWRITEBYTECODE=1
tools=$(cd "$(dirname "$0")" && pwd)
records=$(realpath "$1") attachments=$(realpath "$2") key=$(realpath "$3") public_key=$(realpath "$4")
recipient=$5 out=$(realpath "$6")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pack() { tar --create --format=ustar -b1 --owner=0 --group=0 --numeric-owner --mode=0644 --mtime=@0 "$@"; }

# The content: salt key, statement, records, and the attachments under their digests.
mkdir -p content/records content/attachments
openssl rand -hex 32 | tr -d '\n' > content/salt.key
python3 "$tools/documents.py" content "$records" "$public_key" > content/batch.json
cp "$records" content/records/000000.jsonl
find "$attachments" -type f -exec sha256sum {} + | while read -r digest file; do
  cp "$file" "content/attachments/$digest"
done
(cd content && pack salt.key batch.json records/000000.jsonl $(find attachments -type f | sort)) > content.tar

# The payload: zstd frames, one after the other, and age around them.
split --bytes="${FRAME_SIZE:-1G}" --suffix-length=6 --filter='zstd --quiet' content.tar \
  | ${AGE:-age} --recipient "$recipient" > payload.tar.zst.age

# The manifest, its seal, and the container.
python3 "$tools/documents.py" manifest content content.tar payload.tar.zst.age "$recipient" > manifest.json
minisign -S -s "$key" -m manifest.json -c 'scelle.batch/1' \
  -t "scelle.batch/1 role=sender signer=tmg time=$(date -u +%Y-%m-%dT%H:%M:%SZ)" > /dev/null
pack payload.tar.zst.age manifest.json manifest.json.minisig > "$out"
