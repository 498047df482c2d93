// Bytes, canonical JSON and notes.

import { createHash } from 'node:crypto'

export class Broken extends Error {
  constructor(code, why, act) { super(why ?? code); this.code = code; this.act = act }
}
export const refuse = (code, why, act) => { throw new Broken(code, why, act) }
export const must = (yes, code, why, act) => { if (!yes) refuse(code, why, act) }


export const sha256 = (...chunks) => { const h = createHash('sha256'); chunks.forEach(c => h.update(c)); return h.digest() }
export const hex = bytes => bytes.toString('hex')
export const u64 = bytes => bytes.readBigUInt64BE(0)

export function base64(text) {
  const bytes = Buffer.from(text, 'base64')
  must(bytes.toString('base64') === text, 'bad-base64')
  return bytes
}

export function utf8(bytes) {
  try { return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) } catch { return refuse('not-utf8') }
}

export const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ue000-\uf8ff\u{f0000}-\u{ffffd}\u{100000}-\u{10fffd}]|\p{Cs}/u

// The canonical form of RFC 8785, of objects, lists, strings and integers.
export function canonical(value, depth = 1) {
  if (typeof value === 'string') {
    must(!FORBIDDEN.test(value), 'forbidden-character')
    must(value.normalize('NFC') === value, 'not-nfc')
    return JSON.stringify(value)
  }
  if (typeof value === 'number') {
    must(Number.isSafeInteger(value), 'bad-number')
    return String(value)
  }
  must(value !== null && typeof value === 'object', 'bad-value')
  must(depth <= 12, 'too-deep')
  if (Array.isArray(value)) return `[${value.map(v => canonical(v, depth + 1))}]`
  const names = Object.keys(value).sort()
  names.forEach(n => must(/^[a-z0-9][a-z0-9._-]{0,63}$/.test(n), 'bad-key', n))
  return `{${names.map(n => `"${n}":${canonical(value[n], depth + 1)}`)}}`
}

export function readLine(text) {
  must(Buffer.byteLength(text) <= 40960, 'text-too-long')
  must(text.indexOf('\n') === text.length - 1, 'not-one-line')
  const line = text.slice(0, -1)
  let value
  try { value = JSON.parse(line) } catch { refuse('not-json') }
  must(isObject(value), 'not-an-object')
  must(canonical(value) === line, 'not-canonical')
  return value
}

export const isObject = v => v !== null && typeof v === 'object' && !Array.isArray(v)


export const NAME = /^[a-z0-9][a-z0-9.-]{0,62}(\/[a-z0-9][a-z0-9-]{0,40}){0,5}$/

// `free` is how names under a head may be written.
export function readNote(bytes, { free = false } = {}) {
  must(bytes.length <= 65535, 'too-long')
  const whole = utf8(bytes)
  must(!/[\u0000-\u0009\u000b-\u001f\u007f]/.test(whole), 'not-a-note', 'a control character')
  const at = whole.lastIndexOf('\n\n')
  must(at >= 0 && whole.endsWith('\n'), 'not-a-note')
  const text = whole.slice(0, at + 1)
  must(Buffer.byteLength(text) <= 40960, 'text-too-long')
  const rows = whole.slice(at + 2, -1).split('\n')
  must(rows.length <= 32, 'too-many-lines')
  const seen = new Set()
  const lines = rows.map(row => {
    const m = /^— ([^ ]+) ([^ ]+)$/.exec(row)
    must(m, 'bad-line', row)
    const [, name, blob] = m
    must(free ? !/[+\s]/.test(name) && !FORBIDDEN.test(name) : NAME.test(name), 'bad-name', name)
    const raw = base64(blob)
    must(raw.length >= 5, 'bad-line')
    const id = hex(raw.subarray(0, 4))
    must(!seen.has(`${name} ${id}`), 'duplicate-line')
    seen.add(`${name} ${id}`)
    return { name, id, signature: raw.subarray(4) }
  })
  return { text, bytes: Buffer.from(text), lines }
}
