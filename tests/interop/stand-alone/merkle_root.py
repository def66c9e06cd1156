#!/usr/bin/env python3
"""Computes the Merkle root of a batch from its opened content, with nothing but Python's own library.

Usage: merkle_root.py FOLDER, which holds the extracted inner tar. Follows docs/format.md § Merkle tree.
"""

import hashlib
import sys
from pathlib import Path


def leaves(folder):
    """batch.json as stored, then every record line without its newline."""
    yield (folder / "batch.json").read_bytes()
    for group in sorted(folder.glob("records/*.jsonl")):
        yield from group.read_bytes().removesuffix(b"\n").split(b"\n")


def leaf_hash(salt_key, index, content):
    salt = hashlib.blake2b(index.to_bytes(8, "big"), digest_size=16, key=salt_key).digest()
    return hashlib.sha256(b"\x00" + salt + content).digest()


def subtree_root(hashes):
    """RFC 9162 § 2.1.1, as it is defined there."""
    if len(hashes) == 1:
        return hashes[0]
    split = 1 << ((len(hashes) - 1).bit_length() - 1)
    return hashlib.sha256(b"\x01" + subtree_root(hashes[:split]) + subtree_root(hashes[split:])).digest()


def merkle_root(folder):
    salt_key = bytes.fromhex((folder / "salt.key").read_text())
    return subtree_root([leaf_hash(salt_key, *leaf) for leaf in enumerate(leaves(folder))]).hex()


if __name__ == "__main__":
    print(merkle_root(Path(sys.argv[1])))
