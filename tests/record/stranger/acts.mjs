// What an act may say, by the tables of docs/acts.md: they are read from the page.

import { readFileSync } from 'node:fs'
import { isObject, must, readLine, readNote, u64 } from './bytes.mjs'
import { leafHash } from './tree.mjs'

const fromDay = day => Date.parse(`${day}T00:00:00Z`) / 86400000
const toDay = n => Number.isFinite(n) ? new Date(n * 86400000).toISOString().slice(0, 10) : ''

// The civil date of a second at an offset from UTC.
export function civil(seconds, offset) {
  const [, sign, h, m] = /^([+-])(\d\d):(\d\d)$/.exec(offset)
  return toDay(Math.floor((seconds + (sign === '-' ? -1 : 1) * (h * 3600 + m * 60)) / 86400))
}

const PAGE = readFileSync(new URL('../../../docs/acts.md', import.meta.url), 'utf8')
const rowsOf = text => [...text.matchAll(/^\| (`.*) \|$/gm)].map(m => m[1].split(' | ').map(cell => cell.trim()))
const ticked = text => [...text.matchAll(/`([^`]+)`/g)].map(m => m[1])

// Each kind and each value inside acts: its fields, its version, and what older versions lack, always or never say.
const SECTIONS = new Map()
for (const text of PAGE.split('<!-- made: acts -->')[1].split(/^### /m).slice(1)) {
  const older = /^- (?:In version (\d+), (`\w+`) is never (`.+`)|Version (\d+) (has no|always has) (.+))\.$/gm
  SECTIONS.set(text.slice(0, text.indexOf('\n')), {
    version: Number(/^- Version (\d+)\.$/m.exec(text)?.[1] ?? 0),
    older: [...text.matchAll(older)].map(([, v, field, choice, version, how, fields]) => ({
      version: Number(v ?? version), how: how ?? 'never', fields: ticked(fields ?? field), choice: choice && ticked(choice)[0],
    })),
    fields: rowsOf(text.split('\n## ')[0]).map(([field, what, out]) => ({
      field: ticked(field)[0], what, always: out === 'never', silent: out === 'if empty' ? '[]' : ticked(out)[0],
    })),
  })
}

// The expressions of the page under "Spelling", each by what the tables call it.
const SPELLING = new Map()
for (const row of PAGE.split('## Spelling')[1].split('```')[1].trim().split('\n')) {
  const [called, pattern] = row.split(/ {2,}/)
  const short = [...SPELLING].filter(([name]) => /^[A-Z]+$/.test(name))
  SPELLING.set(called, short.reduce((said, [name, what]) => said.replaceAll(name, `(${what})`), pattern))
}
const WORDS = new Map([...SPELLING].map(([called, pattern]) => {
  const whole = new RegExp(`^(${pattern})$`)
  return [called, v => typeof v === 'string' && whole.test(v)]
}))
WORDS.set('text', v => typeof v === 'string')
WORDS.set('a day', v => /^[1-8][0-9]{3}-[0-9]{2}-[0-9]{2}$/.test(v) && toDay(fromDay(v)) === v)

const called = name => WORDS.get(name)
const isDay = called('a day'), isBody = called('a body such as body/assembly'), isId = called('an eight-letter id such as m3t8w1pz')
const isHash = called('a SHA-256 in 64 small hexadecimal digits'), isRoot = called('a tree root in base64, as a checkpoint writes it')
const isTarget = called('an act, a provision or an operation'), isBasis = called('a rule or provision such as act/0/rule/issued')
const isSignatory = called('a post or a keeper')

// What a cell of the tables lets stand there.
function reader(what) {
  const list = /^a list, each (.*)$/.exec(what), value = /^\[(\w+)\]/.exec(what)
  const whole = /^a whole number from (\d+)(?: to (\d+))?$/.exec(what)
  if (list) {
    const each = reader(list[1])
    return v => Array.isArray(v) && v.every(each)
  }
  if (value) return v => mustFit(v, SECTIONS.get(value[1]).fields)
  if (whole) return v => Number.isInteger(v) && v >= Number(whole[1]) && v <= Number(whole[2] ?? Number.MAX_SAFE_INTEGER)
  if (what.startsWith('`')) return v => ticked(what).includes(v)
  const word = WORDS.get(what.replaceAll('`', ''))
  if (!word) throw new Error(`the page does not say how ${what} is written`)
  return word
}
for (const { fields } of SECTIONS.values()) for (const f of fields) f.reads = reader(f.what)

function mustFit(value, fields) {
  must(isObject(value), 'wrong-shape')
  for (const name of Object.keys(value)) must(fields.some(f => f.field === name), 'unknown-field', name)
  for (const { field, always, reads, silent } of fields) {
    if (!Object.hasOwn(value, field)) {
      must(!always, 'missing-field', field)
      continue
    }
    const said = value[field]
    must(reads(said), 'wrong-shape', field)
    must(silent === undefined || (Array.isArray(said) ? said.length > 0 : String(said) !== silent), 'wrong-shape', `${field} says nothing`)
  }
  return true
}

// The objects at the end of a path such as continues.takes.
const inside = (value, steps) => Array.isArray(value) ? value.flatMap(v => inside(v, steps))
  : !isObject(value) ? [] : steps.length ? inside(value[steps[0]], steps.slice(1)) : [value]

function mustBeOf(version, body, older) {
  for (const { fields, how, choice } of older.filter(o => version <= o.version)) {
    for (const path of fields) {
      const steps = path.split('.'), field = steps.pop()
      for (const held of inside(body, steps)) {
        const has = Object.hasOwn(held, field)
        must(how === 'never' ? held[field] !== choice : how === 'has no' ? !has : has, 'wrong-shape', path)
      }
    }
  }
}

const RELATIONS = ['cites', 'carries', 'owes', 'answers', 'evidence', 'amends', 'replaces']
const LANG = '[a-z]{2,3}(-[a-z0-9]{2,8})?', IN = `\\.${LANG}`
const PART = new RegExp([
  `^((title|summary|text|reason|place|credit|oath|history|asks|waivers|agenda|table)${IN}`,
  `(name|style)\\.(person|post|body|community|session|addressee|class|observance|indicator|objective|election)(-[a-z0-9]+)+${IN}`,
  'file\\.(pdf|docx|txt)|table\\.csv|figures\\.json)$',
].join('|'))
const FIELDS = ['body', 'date', 'enter_by', 'id', 'issuers', 'kind', 'parts', 'refs', 'sealed', 'seen', 'signatories', 'v']

// Step 7. `known` is whether the page has the kind in this version.
export function decode(bytes, number) {
  const note = readNote(bytes), act = readLine(note.text)
  const fields = number > 0 ? [...FIELDS, 'basis', 'record'] : FIELDS
  for (const f of Object.keys(act)) must(fields.includes(f), 'unknown-field', f)
  for (const f of fields) must(Object.hasOwn(act, f), 'missing-field', f)
  mustBeShaped(act, number)
  const page = SECTIONS.get(act.kind), known = Boolean(page?.version) && act.v <= page.version
  if (known) {
    mustFit(act.body, page.fields)
    mustBeOf(act.v, act.body, page.older)
  }
  if (number === 0) must(known && act.kind === 'constituted', 'founding')
  const entry = note.lines.at(-1)
  must(entry.signature.length === 72 && entry.name.endsWith('/gate'), 'no-entry-line')
  return { ...act, number, note, known, entry, leaf: leafHash(bytes), entered: Number(u64(entry.signature)) }
}

function mustBeShaped(act, number) {
  const files = v => isObject(v) && Object.values(v).every(isHash)
  const all = (list, test) => Array.isArray(list) && list.every(test)
  const ref = r => isObject(r) && Object.keys(r).length === 1 && RELATIONS.includes(Object.keys(r)[0]) && isTarget(Object.values(r)[0])
  must(typeof act.kind === 'string' && /^[a-z]+(-[a-z]+){0,3}$/.test(act.kind), 'wrong-shape', 'kind')
  must(Number.isInteger(act.v) && act.v >= 1 && act.v <= 100000, 'wrong-shape', 'v')
  must(isObject(act.body) && isDay(act.date) && isDay(act.enter_by) && isId(act.id), 'wrong-shape')
  must(files(act.parts) && files(act.sealed), 'wrong-shape', 'parts')
  must(all(act.issuers, isBody) && all(act.signatories, isSignatory) && all(act.refs, ref), 'wrong-shape')
  must(isObject(act.seen) && Object.keys(act.seen).join() === 'root,size' && isRoot(act.seen.root), 'wrong-shape', 'seen')
  must(Number.isInteger(act.seen.size) && act.seen.size >= 0, 'wrong-shape', 'seen')
  must(number === 0 || (isHash(act.record) && isBasis(act.basis)), 'wrong-shape', 'basis')
  const names = [...Object.keys(act.parts), ...Object.keys(act.sealed)]
  for (const name of names) must(PART.test(name) && name.length <= 64, 'part-name', name)
}
