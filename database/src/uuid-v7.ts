import { randomBytes } from 'node:crypto';

/** What the last id began with: its millisecond, and the count within that. */
let last = { ms: 0, count: 0 };

/**
 * A UUID of version 7: ordered by time, so that new rows lie together in an index; the rest is random. Those of one
 * process are in the order in which they were made, also within a millisecond and when the clock goes back: lists are
 * ordered by them (RFC 9562 section 6.2, method 1: 12 bits that count on from a random begin).
 */
export function randomUuidV7(): string {
  const bytes = randomBytes(16);
  const begin = bytes.readUInt16BE(6) & 0x7ff; // half of the range, so that there is room to count
  const nowMs = Date.now();
  if (nowMs > last.ms) last = { ms: nowMs, count: begin };
  else if (last.count < 0xfff) last = { ms: last.ms, count: last.count + 1 };
  else last = { ms: last.ms + 1, count: begin };
  bytes.writeUIntBE(last.ms, 0, 6);
  bytes.writeUInt16BE(0x7000 | last.count, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
