#!/usr/bin/env bash
# Checks the seal of a batch with base64, b2sum and openssl alone, should minisign ever be gone. See docs/format.md
# § Signatures.
#
#   check-seal.sh MANIFEST SEAL PUBLIC_KEY      where PUBLIC_KEY is the base64 line of the sender's .pub file
set -euo pipefail
manifest=$(realpath "$1") seal=$(realpath "$2") public_key=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# A key is "Ed", its number, and 32 bytes; a signature is "ED", the number of the key, and 64 bytes.
base64 -d <<< "$public_key" > public-key
sed -n 2p "$seal" | base64 -d > signature
sed -n 4p "$seal" | base64 -d > comment-signature.raw
[[ $(head -c 2 public-key) == Ed && $(head -c 2 signature) == ED ]]
tail -c 64 signature > signature.raw

# openssl takes the key in a wrapping of its own (RFC 8410: SubjectPublicKeyInfo of an Ed25519 key).
{ base64 -d <<< MCowBQYDK2VwAyEA; tail -c 32 public-key; } > public-key.der
verify() { openssl pkeyutl -verify -rawin -pubin -keyform DER -inkey public-key.der -in "$1" -sigfile "$2"; }

# The seal signs the BLAKE2b-512 of the manifest; the second signature covers the first and the trusted comment.
b2sum "$manifest" | cut -d ' ' -f 1 | tr a-f A-F | basenc --base16 -d > digest
{ cat signature.raw; sed -n '3s/^trusted comment: //p' "$seal" | tr -d '\n'; } > signature-and-comment
verify digest signature.raw
verify signature-and-comment comment-signature.raw
