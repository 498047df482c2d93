// The tree of RFC 9162, its tiles, and heads.

import { base64, must, readNote, refuse, sha256 } from './bytes.mjs'
import { layoutOf } from './files.mjs'

export const leafHash = note => sha256('\0', note)
export const node = (left, right) => sha256('\x01', left, right)

export function rootOf(leaves) {
  if (leaves.length === 0) return sha256('')
  if (leaves.length === 1) return leaves[0]
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return node(rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)))
}

// RFC 9162 2.1.3.2
export function rootFromPath(leaf, index, size, path) {
  must(index < size, 'bad-proof')
  let fn = index, sn = size - 1, r = leaf
  for (const p of path) {
    must(sn > 0, 'bad-proof')
    if (fn % 2 === 1 || fn === sn) {
      r = node(p, r)
      while (fn % 2 === 0 && fn !== 0) { fn = Math.floor(fn / 2); sn = Math.floor(sn / 2) }
    } else r = node(r, p)
    fn = Math.floor(fn / 2); sn = Math.floor(sn / 2)
  }
  must(sn === 0, 'bad-proof')
  return r
}

export function readHead(bytes) {
  const note = readNote(bytes, { free: true })
  const m = /^([^\n]+)\n(0|[1-9][0-9]{0,18})\n([A-Za-z0-9+/=]+)\n$/.exec(note.text)
  must(m, 'bad-checkpoint')
  const size = BigInt(m[2]), root = base64(m[3])
  must(size < 2n ** 63n && root.length === 32, 'bad-checkpoint')
  must(size !== 0n || root.equals(sha256('')), 'bad-checkpoint')
  return { ...note, origin: m[1], size: Number(size), root }
}

export function splitHeads(bytes) {
  const heads = []
  let at = 0
  while (at < bytes.length) {
    const blank = bytes.indexOf('\n\n', at)
    must(blank >= 0, 'bad-heads')
    let end = blank + 2
    while (bytes.subarray(end, end + 4).toString() === '— ') {
      end = bytes.indexOf(10, end) + 1
      must(end > 0, 'bad-heads')
    }
    heads.push(bytes.subarray(at, end))
    at = end
  }
  return heads
}

export const indexOf = path => Number(path.replace(/[x/]/g, ''))

// The notes of the record, once every tile of it agrees with them.
export function readTree(files, head) {
  const tiles = [...files].filter(([n]) => n.startsWith('tile/')).map(([name, bytes]) => {
    const [, level, path, width] = layoutOf(name).match
    return { name, level, index: indexOf(path), width: Number(width ?? 256), bytes }
  })
  const widest = new Map()
  for (const t of tiles.filter(t => t.level === 'entries' && t.index * 256 < head.size).sort((a, b) => a.width - b.width)) {
    t.notes = readBundle(t.bytes, t.width)
    const narrower = widest.get(t.index)
    if (narrower) must(narrower.notes.every((n, i) => n.equals(t.notes[i])), 'bundle-differs', t.name)
    widest.set(t.index, t)
  }
  const notes = []
  for (let i = 0; i * 256 < head.size; i++) {
    const need = Math.min(256, head.size - i * 256), tile = widest.get(i)
    must(tile && tile.width >= need, 'absent', `bundle ${i}`)
    notes.push(...tile.notes.slice(0, need))
  }
  let hashes = notes.map(leafHash)
  must(rootOf(hashes).equals(head.root), 'root-differs')
  for (let level = 0; level < 8; level++) {
    const here = tiles.filter(t => t.level === String(level) && t.index * 256 < hashes.length)
    for (const t of here) {
      must(t.bytes.length === 32 * t.width, 'bad-tile', t.name)
      const known = hashes.slice(t.index * 256, t.index * 256 + t.width)
      known.forEach((h, k) => must(h.equals(t.bytes.subarray(32 * k, 32 * k + 32)), 'tile-differs', t.name))
    }
    for (let i = 0; i * 256 < hashes.length; i++) {
      const need = Math.min(256, hashes.length - i * 256)
      must(here.some(t => t.index === i && t.width >= need), 'absent', `tile ${level}/${i}`)
    }
    const full = Math.floor(hashes.length / 256)
    hashes = Array.from({ length: full }, (_, i) => rootOf(hashes.slice(i * 256, i * 256 + 256)))
  }
  return notes
}

export function readBundle(bytes, width) {
  const notes = []
  for (let at = 0; at < bytes.length;) {
    must(at + 2 <= bytes.length, 'bad-bundle')
    const end = at + 2 + bytes.readUInt16BE(at)
    must(end <= bytes.length, 'bad-bundle')
    notes.push(bytes.subarray(at + 2, end))
    at = end
  }
  must(notes.length === width, 'bundle-size')
  return notes
}
