#!/usr/bin/env bash
# Computes the Merkle root of an extracted inner tar with coreutils and OpenSSL 3 alone (docs/format.md § Merkle tree).
# Usage: merkle-root.sh FOLDER
set -euo pipefail
cd "$1"

bytes() { tr a-f A-F | basenc --base16 -d; } # hex on standard input
digest() { sha256sum | head -c 64; }
salt() { printf %016x "$1" | bytes | openssl mac -macopt "hexkey:$(cat salt.key)" -macopt size:16 BLAKE2BMAC; }
leaf() { { printf '\0'; salt "$1" | bytes; cat; } | digest; }
node() { { printf '\1'; printf %s "$1$2" | bytes; } | digest; }

tree=("$(leaf 0 <batch.json)")
for group in records/*.jsonl; do
  while IFS= read -r line; do
    tree+=("$(printf %s "$line" | leaf ${#tree[@]})")
  done <"$group"
done

# Joining neighbours level by level, and letting the odd one move up, gives the tree of RFC 9162.
while ((${#tree[@]} > 1)); do
  level=("${tree[@]}")
  tree=()
  for ((i = 0; i < ${#level[@]}; i += 2)); do
    tree+=("$(((i + 1 < ${#level[@]})) && node "${level[i]}" "${level[i + 1]}" || printf %s "${level[i]}")")
  done
done
echo "${tree[0]}"
