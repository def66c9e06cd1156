import type { Message } from '@scelle/core';
import type { DiscCode } from '../../discs/codes.ts';

/** English messages about discs: what was found, and what to do next. */
export const en: Readonly<Record<DiscCode, Message>> = {
  'hand-over-invalid': (d) =>
    `What was said of the parcel (${d.field}) cannot be entered in the custody log. Give texts of 1 to ${d.limit} plain characters each, 1024 together.`,
  'media-not-allowed': (d) =>
    `The policy lets no batch for ${d.name} leave on discs. If it should, add "media" to the sending channels in scelle.toml.`,
};
