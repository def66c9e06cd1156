#!/bin/sh
# What `pnpm scelle` runs within this repository; the published package runs dist/bin.js.
exec node --conditions=@scelle/source "$(dirname "$0")/src/bin.ts" "$@"
