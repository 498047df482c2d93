// Names on disk, looked at before anything is opened.

import { lstatSync, readFileSync, readdirSync } from 'node:fs'
import { must, refuse, utf8 } from './bytes.mjs'

export const MiB = 1024 * 1024
export const INDEX = '((?:x[0-9]{3}/)*[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?'
export const LAYOUT = [
  [/^checkpoint$/, 16384],
  [new RegExp(`^tile/(entries)/${INDEX}$`), 256 * 65537],
  [new RegExp(`^tile/([0-7])/${INDEX}$`), 8192],
  [/^part\/([0-9a-f]{2})\/(\1[0-9a-f]{62})$/, 64 * MiB],
  [/^election\/[0-9a-hjkmnp-tv-z]{8}\.bel$/, 256 * MiB],
  [/^election\/[0-9a-hjkmnp-tv-z]{8}\.count\.json$/, 16 * MiB],
  [/^election\/[0-9a-hjkmnp-tv-z]{8}\.strong\.jsons$/, MiB],
  [/^election\/[0-9a-hjkmnp-tv-z]{8}\.checkpoint$/, 16384],
  [/^witness\/heads$/, 16 * MiB],
  [/^witness\/policy$/, MiB],
]

export const layoutOf = name => {
  for (const [pattern, most] of LAYOUT) {
    const match = pattern.exec(name)
    if (!match) continue
    const second = name.startsWith('tile/') && (match[2].startsWith('x000/') || Number(match[3] ?? 1) > 255)
    return second ? undefined : { match, most }
  }
  return undefined
}

// Every plain file of a folder, by its path.
export function* walk(folder, under = '') {
  for (const raw of readdirSync(`${folder}/${under}`, { encoding: 'buffer' })) {
    let step
    try { step = utf8(raw) } catch { refuse('unsafe-name') }
    const name = under + step, stat = lstatSync(`${folder}/${name}`)
    if (stat.isDirectory()) { yield* walk(folder, `${name}/`); continue }
    must(stat.isFile(), 'link', name)
    yield { name, size: stat.size, read: () => readFileSync(`${folder}/${name}`) }
  }
}

export function* given(files) {
  for (const [name, text] of Object.entries(files)) {
    const bytes = Buffer.from(text, 'base64')
    yield { name, size: bytes.length, read: () => bytes }
  }
}

export function sources(listed) {
  const files = new Map()
  for (const { name, size, read } of listed) {
    safe(name)
    const known = layoutOf(name)
    if (known) {
      must(size <= known.most, 'too-large', name)
      files.set(name, read())
      continue
    }
    const second = layoutOf(name.toLowerCase()) || /^tile\/(entries|[0-9]+)\/(x?[0-9]+\/)*x?[0-9]+(\.p\/[0-9]+)?$/i.test(name)
    must(!second, 'unsafe-name', `a second way to write a name: ${name}`)
    must(name.endsWith('.tmp') || !/^(tile|part|election)\//i.test(name), 'stray-file', name)
  }
  must(files.has('checkpoint'), 'absent', 'there is no checkpoint')
  return files
}

const UNSAFE = /[\\:\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\p{Cs}/u

export function safe(name) {
  const steps = name.split('/')
  must(name.length <= 255 && steps.length <= 12, 'unsafe-name')
  must(!UNSAFE.test(name), 'unsafe-name')
  must(steps.every(s => s && !/[. ]$/.test(s)), 'unsafe-name', name)
}
